/// What a client has asked.
package struct ChatCall: Sendable, Decodable {
    /// One message.
    package struct Message: Sendable, Decodable {
        /// Who speaks.
        package let role: String
        /// What is said.
        package let content: String
    }

    /// The model that is asked.
    package let model: String
    /// The conversation.
    package let messages: [Message]
    /// How bold the draws are.
    package let temperature: Double
    /// The share of the likeliest tokens.
    package let topP: Double
    /// The most tokens of the answer.
    package let maxTokens: Int
    /// Seed of the draws.
    package let seed: Int
    /// Whether the answer is wanted in pieces.
    package let stream: Bool
    /// The header that carries the key.
    package internal(set) var authorization: String?

    /// What the last message says.
    package var message: String { messages.last?.content ?? "" }
}
