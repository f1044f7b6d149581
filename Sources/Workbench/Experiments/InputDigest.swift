import Files
import Foundation

/// The key of a run: the same inputs are the same run.
enum InputDigest {
    /// SHA-256, in hexadecimal, of `kind` and the inputs as JSON.
    ///
    /// - Throws: What the encoder throws.
    static func of(_ inputs: some Encodable, kind: String = "") throws -> String {
        SHA256.hexadecimal(of: try Array(kind.utf8) + json(inputs))
    }

    /// Inputs as JSON, the same bytes for the same inputs.
    ///
    /// - Throws: What the encoder throws.
    static func json(_ inputs: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(inputs)
    }
}
