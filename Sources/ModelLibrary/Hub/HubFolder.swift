import Files
import Foundation
import ModelFormats

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder of one repository in the layout of the hub's cache, as it is written.
struct HubFolder {
    let path: String
    let home: SelkieHome

    /// Makes the folder.
    func make() throws(Diagnosis) { try home.make(path + "/blobs") }

    /// Where a file's bytes are kept, under their digest.
    func blob(_ file: HubFile) -> String { "\(path)/blobs/\(file.digest)" }

    /// Where a commit's files stand under their names.
    func snapshot(_ commit: String) -> String { "\(path)/snapshots/\(commit)" }

    /// The digest of a file's bytes as they are now.
    func digest(of file: HubFile) throws(Diagnosis) -> String {
        if file.isLarge { return try FileDigest.sha256(of: blob(file)) }
        return GitBlob.name(of: Array(FileManager.default.contents(atPath: blob(file)) ?? Data()))
    }

    /// Gives a file its name in a commit, as a link to its bytes.
    func link(_ file: HubFile, commit: String) throws(Diagnosis) {
        let name = snapshot(commit) + "/" + file.path
        try home.make(URL(filePath: name).deletingLastPathComponent().path)
        let depth = 2 + file.path.split(separator: "/").count - 1
        let target = String(repeating: "../", count: depth) + "blobs/" + file.digest
        // A link that is there may be replaced only at once.
        let temporary = "\(path)/blobs/.\(file.digest).link"
        unlink(temporary)
        guard symlink(target, temporary) == 0, rename(temporary, name) == 0 else {
            throw Diagnosis.writing(name, errno: errno)
        }
    }

    /// Notes which commit a branch or tag has.
    func point(_ revision: String, to commit: String) throws(Diagnosis) {
        let file = path + "/refs/" + revision
        try home.make(URL(filePath: file).deletingLastPathComponent().path)
        try AtomicFile.write(commit, to: file)
    }
}
