package import Files
import Foundation

/// A folder of its own for one test, removed at the end.
package final class TemporaryFolder: Sendable {
    /// Path of the folder; it has a space, as users' folders do.
    package let path: String

    package init() throws {
        let url = FileManager.default.temporaryDirectory.appending(
            path: "selkie folder \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Path of a file in the folder.
    package func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file and returns its path.
    package func write(_ bytes: [UInt8], as name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    /// Writes a text file and returns its path.
    @discardableResult
    package func write(_ text: String, as name: String) throws -> String {
        try write(Array(text.utf8), as: name)
    }

    /// Cuts a file off after `count` bytes.
    package func shorten(_ name: String, to count: Int) throws {
        let handle = try FileHandle(forUpdating: URL(filePath: file(name)))
        try handle.truncate(atOffset: UInt64(count))
        try handle.close()
    }

    /// Creates a folder in the folder and returns its path.
    package func makeFolder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: file(name), withIntermediateDirectories: true)
        return file(name)
    }

    /// Bytes of a file.
    package func bytes(of name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: file(name))))
    }

    /// Names in the folder, hidden ones too, in order.
    package var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}

/// The diagnosis that `body` throws, or nil.
package func diagnosis<Value>(_ body: () throws -> Value) -> Diagnosis? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? Diagnosis
    }
}

/// Names in the folder at `path`, hidden ones too, in order.
package func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
}
