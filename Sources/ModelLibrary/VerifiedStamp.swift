import Foundation

/// A note beside a model that its digest was right, so that it is not computed at every start.
///
/// The note holds size and time of change: a file that was touched since has to prove itself again.
struct VerifiedStamp: Codable, Equatable {
    var sha256: String
    var bytes: Int
    var modified: Double

    /// Where the note about a file is kept.
    static func path(for file: String) -> String {
        let url = URL(filePath: file)
        return url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).verified").path
    }

    /// What the note should say about a file as it is now; nil when there is no such file.
    static func present(_ file: String, sha256: String) -> VerifiedStamp? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let bytes = (attributes[.size] as? NSNumber)?.intValue,
            let modified = attributes[.modificationDate] as? Date
        else { return nil }
        return VerifiedStamp(sha256: sha256, bytes: bytes, modified: modified.timeIntervalSince1970)
    }

    /// Whether a file was verified and not changed since.
    static func confirms(_ file: String, sha256: String, bytes: Int) -> Bool {
        guard let present = present(file, sha256: sha256), present.bytes == bytes,
            let data = FileManager.default.contents(atPath: path(for: file)),
            let stamp = try? JSONDecoder().decode(VerifiedStamp.self, from: data)
        else { return false }
        return stamp == present
    }

    /// Notes that a file is right.
    ///
    /// Failing to is no failure: the file is hashed again next time.
    static func write(for file: String, sha256: String) {
        guard let stamp = present(file, sha256: sha256), let data = try? JSONEncoder().encode(stamp) else {
            return
        }
        try? data.write(to: URL(filePath: path(for: file)), options: .atomic)
    }
}
