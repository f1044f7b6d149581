import Documents
import Files
import Foundation

/// Text that a user names: a file or standard input, exactly as it is, refused where it is not UTF-8.
package enum InputText {
    /// The most that is read, in bytes; the longest window of a model is far below it.
    static let limit = 64 << 20

    /// The contents of a file, or of standard input for `-`.
    ///
    /// - Throws: `Diagnosis` with the offset of the first byte that is not text, or why it cannot be read.
    package static func read(_ path: String) throws -> String {
        try text(of: bytes(path), file: path == "-" ? "standard input" : path)
    }

    /// The text of some bytes.
    ///
    /// - Throws: `Diagnosis` with the offset of the first byte that is not UTF-8.
    static func text(of bytes: Data, file: String) throws -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        throw Diagnosis(
            file: file, place: "byte \(firstInvalidByte(in: bytes))", problem: "not valid UTF-8",
            remedy: TextConversion.remedy(for: file, bytes))
    }

    /// The bytes of a file, or of standard input for `-`, at most `limit`.
    ///
    /// - Throws: `Diagnosis` with why it cannot be read.
    static func bytes(_ path: String, limit: Int = limit) throws -> Data {
        let name = path == "-" ? "standard input" : path
        func fail(_ problem: String, _ remedy: String, _ category: Diagnosis.Category = .noInput)
            -> Diagnosis
        {
            Diagnosis(file: name, problem: problem, remedy: remedy, category: category)
        }
        var isFolder: ObjCBool = false
        if path != "-" {
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw fail("no such file", "check the name")
            }
            if isFolder.boolValue { throw fail("is a folder", "name a file") }
        }
        let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let handle else { throw fail("cannot be opened", "check who may read it") }
        var data = Data()
        do {
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
                data += piece
                if data.count > limit {
                    throw fail("more than \(limit >> 20) MB", "give less text", .badData)
                }
            }
        } catch let error as Diagnosis {
            throw error
        } catch {
            throw fail("cannot be read", "check the file", .inputOutput)
        }
        return data
    }

    private static func firstInvalidByte(in bytes: Data) -> Int {
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var offset = 0
        while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
        return offset
    }
}
