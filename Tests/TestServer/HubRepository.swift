import Files
import Foundation

/// A repository as the Hugging Face hub keeps it: a commit with files, large ones elsewhere under their SHA-256.
package struct HubRepository: Sendable {
    /// "org/name".
    package var name: String
    /// The commit of every revision.
    package var commit: String
    /// What the files hold, by path.
    package var files: [String: [UInt8]]
    /// Files that are sent from another address.
    package var large: Set<String>

    /// A repository; files are large when they are models.
    package init(_ name: String, commit: String, files: [String: [UInt8]]) {
        self.name = name
        self.commit = commit
        self.files = files
        large = Set(files.keys.filter { $0.hasSuffix(".gguf") || $0.hasSuffix(".safetensors") })
    }

    /// What the hub says of a revision.
    func answer() throws -> Data {
        let siblings = files.sorted { $0.key < $1.key }.map { path, bytes -> [String: Any] in
            var entry: [String: Any] = ["rfilename": path, "size": bytes.count]
            entry["blobId"] = GitBlob.name(of: bytes)
            if large.contains(path) {
                entry["lfs"] = [
                    "sha256": SHA256.hexadecimal(of: bytes), "size": bytes.count, "pointerSize": 134,
                ]
            }
            return entry
        }
        return try JSONSerialization.data(withJSONObject: [
            "id": name, "sha": commit, "siblings": siblings, "gated": false,
        ])
    }
}
