import Foundation

/// Digests of large files, remembered so that none is read whole at every start.
///
/// A file that was touched since has another stamp, and its digest is computed anew. What cannot be written down, in a
/// home that may only be read for example, is computed each time.
package struct DigestCache: Sendable {
    private struct Entry: Codable {
        var stamp: FileStamp
        var sha256: String
    }

    /// The JSON file that holds them.
    private let path: String
    /// More files than anybody's home has models.
    private static let limit = 1000

    /// The digests that are kept in a home folder, in a file that is made when there is something to write.
    package init(home: String) { path = home + "/digests.json" }

    /// The digest of a file that did not change since it was computed, or nil.
    package func known(_ file: String) -> String? {
        guard let entry = entries[Self.name(file)], FileStamp(file) == entry.stamp else { return nil }
        return entry.sha256
    }

    /// The SHA-256 of a file, in small hexadecimal digits: as it is known, or computed and remembered.
    ///
    /// - Throws: ``Diagnosis`` when the file cannot be read.
    package func digest(of file: String) throws(Diagnosis) -> String {
        if let known = known(file) { return known }
        let before = FileStamp(file)
        let digest = try FileDigest.sha256(of: file)
        // A file that changed while it was read has no digest to remember.
        if let before { note(file, before, digest) }
        return digest
    }

    /// One digest for several files in their order; that of a single file is its own.
    ///
    /// - Throws: ``Diagnosis`` when a file cannot be read.
    package func digest(of files: [String]) throws(Diagnosis) -> String {
        var digests: [String] = []
        for file in files { digests.append(try digest(of: file)) }
        return digests.count == 1 ? digests[0] : SHA256.hexadecimal(of: digests.joined(separator: "\n").utf8)
    }

    /// Remembers the digest of a file as it is now.
    package func note(_ file: String, sha256: String) {
        if let stamp = FileStamp(file) { note(file, stamp, sha256) }
    }

    private func note(_ file: String, _ stamp: FileStamp, _ sha256: String) {
        guard FileStamp(file) == stamp else { return }
        // Files that are gone or have changed make room.
        var entries = entries.filter { FileStamp($0.key) == $0.value.stamp }
        guard entries.count < Self.limit else { return }
        entries[Self.name(file)] = Entry(stamp: stamp, sha256: sha256)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(entries) else { return }
        try? AtomicFile.write(Array(data), to: path)
    }

    private var entries: [String: Entry] {
        guard let stamp = FileStamp(path), stamp.size < 1 << 22,
            let data = try? Data(contentsOf: URL(filePath: path))
        else { return [:] }
        return (try? JSONDecoder().decode([String: Entry].self, from: data)) ?? [:]
    }

    /// The file itself, whichever links lead to it.
    private static func name(_ file: String) -> String {
        URL(filePath: file).standardizedFileURL.resolvingSymlinksInPath().path(percentEncoded: false)
    }
}
