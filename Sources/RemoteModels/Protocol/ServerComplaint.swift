import Foundation

/// What a server says about a request that it did not answer.
enum ServerComplaint {
    /// The longest that is quoted, in characters.
    private static let limit = 160

    /// The message in the body of an error, redacted and then shortened; `nil` when there is none in a known form.
    static func message(in body: [UInt8], redacted: (String) -> String) -> String? {
        let data = Data(body)
        let decoder = JSONDecoder()
        let text =
            (try? decoder.decode(Nested.self, from: data))?.error.message
            ?? (try? decoder.decode(Plain.self, from: data))?.error
            ?? (try? decoder.decode(Text.self, from: data))?.message
        guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
        let line = redacted(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > limit ? "\(line.prefix(limit))…" : line
    }

    private struct Text: Decodable { let message: String }
    private struct Nested: Decodable { let error: Text }
    private struct Plain: Decodable { let error: String }
}
