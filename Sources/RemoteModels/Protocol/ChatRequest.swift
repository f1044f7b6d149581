import Foundation

/// One question to a model: a message of the user, and how the answer is drawn.
package struct ChatRequest: Sendable, Equatable {
    /// What the user says.
    package var message: String
    /// 0 takes the most likely token.
    package var temperature: Float
    /// Keeps the most likely tokens that together have this probability.
    package var topP: Float
    /// The most tokens of the answer.
    package var maxTokens: Int
    /// Seed of the draws; servers take no more than 31 bits.
    package var seed: UInt32

    /// A request; of `seed` the upper 31 bits are used.
    package init(_ message: String, temperature: Float, topP: Float = 1, maxTokens: Int, seed: UInt64) {
        self.message = message
        self.temperature = temperature
        self.topP = topP
        self.maxTokens = max(1, maxTokens)
        self.seed = UInt32(seed >> 33)
    }

    /// Bytes that a token may have: vocabularies in use have runs of up to 128 dashes, spaces or other characters as one.
    private static let longestToken = 512

    /// Bytes that the text of an answer may have: as many as its tokens can take.
    var textLimit: Int { min(maxTokens, 1 << 20) * Self.longestToken }

    /// Bytes that a whole answer may have: its text with each character spelt by its number, and what servers say beside
    /// it, thoughts among them.
    var bodyLimit: Int { 1 << 20 + min(textLimit, 1 << 20) * 12 }

    /// The body of the request.
    ///
    /// - Throws: `EncodingError` for a temperature that is no number.
    func body(model: String) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(
            try encoder.encode(
                Body(
                    model: model, messages: [Message(content: message)], temperature: temperature, topP: topP,
                    maxTokens: maxTokens, seed: seed)))
    }

    private struct Message: Encodable {
        let role = "user"
        let content: String
    }

    private struct Body: Encodable {
        let model: String
        let messages: [Message]
        let temperature: Float
        let topP: Float
        let maxTokens: Int
        let seed: UInt32
        let stream = false
    }
}
