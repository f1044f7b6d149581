import Foundation

/// A folder for what a test writes, gone when the test is over.
final class ExportFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "selkie export \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
