import Files
import Foundation
import GRDB
import ModelFormats

extension AdapterStore {
    /// The digest that tells bases apart: SHA-256, in hexadecimal, of the file, or of the files' digests in order.
    ///
    /// A file's digest is kept with its path, size and time of change, so that a model is read whole only once.
    ///
    /// - Throws: `Diagnosis` for a file that cannot be read.
    public func baseDigest(of files: [String]) throws -> String {
        let digests = try files.map(fileDigest)
        if digests.count == 1 { return digests[0] }
        return SHA256.hexadecimal(of: digests.joined(separator: "\n").utf8)
    }

    private func fileDigest(_ path: String) throws -> String {
        let path = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path(
            percentEncoded: false)
        let before = try FileStamp(path)
        let known = try database.read { database in
            try String.fetchOne(
                database, sql: "SELECT digest FROM file_digest WHERE path = ? AND size = ? AND modified = ?",
                arguments: [path, before.size, before.modified])
        }
        if let known { return known }
        let digest = try Self.hash(MappedFile(path: path))
        // A file that changed while it was read has no digest to remember.
        guard try FileStamp(path) == before else { return digest }
        try database.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO file_digest (path, size, modified, digest) VALUES (?, ?, ?, ?)",
                arguments: [path, before.size, before.modified, digest])
        }
        return digest
    }

    private static func hash(_ file: MappedFile) -> String {
        var hash = SHA256()
        hash.update(file.bytes)
        return hash.hexadecimal()
    }
}

/// Size and time of change of a file, by which its content is taken to be the same.
private struct FileStamp: Equatable {
    let size: Int
    /// Nanoseconds since 1970.
    let modified: Int

    init(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Diagnosis.reading(path, errno: errno) }
        size = Int(status.st_size)
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        modified = Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
    }
}
