import Foundation

/// A folder of a test's own, removed when the last reference to it goes.
package final class TemporaryHome: Sendable {
    /// Where it is.
    package let path: String

    /// Makes an empty folder; its name has a space, as users' folders do.
    ///
    /// - Throws: What the file system throws.
    package init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "selkie test \(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// The path of something in it.
    package func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file in it.
    ///
    /// - Returns: The file's path.
    /// - Throws: What the file system throws.
    @discardableResult
    package func write(_ bytes: some Collection<UInt8>, to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: path(name)))
        return path(name)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
