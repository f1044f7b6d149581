import Foundation
import ModelFormats

/// A folder of its own for one test, removed at the end.
final class TemporaryFolder: Sendable {
    /// Path of the folder; it has a space, as users' folders do.
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(
            path: "selkie formats \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path(percentEncoded: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Path of a file in the folder.
    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file and returns its path.
    func write(_ bytes: [UInt8], as name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    /// Writes a text file and returns its path.
    @discardableResult
    func write(_ text: String, as name: String) throws -> String { try write(Array(text.utf8), as: name) }

    /// Cuts a file off after `count` bytes.
    func shorten(_ name: String, to count: Int) throws {
        let handle = try FileHandle(forUpdating: URL(filePath: file(name)))
        try handle.truncate(atOffset: UInt64(count))
        try handle.close()
    }

    /// Creates a folder in the folder and returns its path.
    func makeFolder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: file(name), withIntermediateDirectories: true)
        return file(name)
    }

    /// Bytes of a file.
    func bytes(of name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: file(name)))) }

    /// Names in the folder, hidden ones too, in order.
    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}

/// The error that `body` throws, or nil.
func formatError<Value>(_ body: () throws -> Value) -> FormatError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? FormatError
    }
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Names in the folder at `path`, hidden ones too, in order.
func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
}
