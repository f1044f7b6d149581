import Files
import ModelFormats

/// A file of a repository, and how to know that its bytes are the right ones.
struct HubFile: Equatable {
    /// Its path in the repository.
    let path: String
    /// Its size.
    let bytes: Int
    /// The digest by which the hub knows it, in small hexadecimal digits.
    ///
    /// That is the SHA-256 of a large file and git's name of a small one.
    let digest: String

    /// Whether ``digest`` is a SHA-256.
    var isLarge: Bool { digest.utf8.count == 64 }

    /// Reads one entry of the hub's list; nil unless it is a file with a size and a digest, whose path stays in
    /// its folder and leads no deeper than it would be looked for.
    init?(_ entry: JSONObject) {
        guard let path = entry["rfilename"]?.string, HubReference.isPath(path),
            path.count(where: { $0 == "/" }) <= HubCache.depth
        else { return nil }
        let large = entry["lfs"]?.object
        let digest = large.map { $0["sha256"] ?? $0["oid"] } ?? entry["blobId"]
        guard let bytes = (large?["size"] ?? entry["size"])?.integer, (0...(1 << 50)).contains(bytes),
            let digest = digest?.string?.lowercased(), Self.isDigest(digest, digits: large == nil ? 40 : 64)
        else { return nil }
        (self.path, self.bytes, self.digest) = (path, bytes, digest)
    }

    /// Whether a text is a digest of so many hexadecimal digits.
    static func isDigest(_ text: String, digits: Int) -> Bool {
        text.utf8.count == digits && text.allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}

/// What the hub says of a revision of a repository.
struct HubRevision: Equatable {
    /// The commit, which never changes.
    let commit: String
    /// The files that can be fetched.
    let files: [HubFile]

    /// Reads the hub's answer.
    ///
    /// - Returns: nil when it is none.
    init?(_ answer: JSONObject) {
        guard let commit = answer["sha"]?.string?.lowercased(), HubFile.isDigest(commit, digits: 40),
            let siblings = answer["siblings"]?.array
        else { return nil }
        self.commit = commit
        files = siblings.compactMap(\.object).compactMap(HubFile.init)
    }
}
