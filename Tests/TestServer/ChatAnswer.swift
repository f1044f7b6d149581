import Foundation

/// What a server sends back.
package struct ChatAnswer: Sendable {
    /// The status of the response.
    var status = 200
    /// Seconds that it asks to wait.
    var retryAfter: String?
    /// The body.
    var body: [UInt8]
    /// Whether the body never ends.
    var stalls = false

    /// An answer of a model that counts its tokens.
    package static func text(
        _ text: String, finish: String = "stop", promptTokens: Int = 10, completionTokens: Int = 5
    ) -> ChatAnswer {
        let object: [String: Any] = [
            "object": "chat.completion", "model": "test",
            "choices": [
                ["index": 0, "message": ["role": "assistant", "content": text], "finish_reason": finish]
            ],
            "usage": [
                "prompt_tokens": promptTokens, "completion_tokens": completionTokens,
                "total_tokens": promptTokens + completionTokens,
            ],
        ]
        return .bytes(Array((try? JSONSerialization.data(withJSONObject: object)) ?? Data()))
    }

    /// An error in the form that OpenAI gives it.
    package static func failure(
        _ status: Int, _ message: String = "no", retryAfter: String? = nil
    ) -> ChatAnswer {
        let body = (try? JSONSerialization.data(withJSONObject: ["error": ["message": message]])) ?? Data()
        return ChatAnswer(status: status, retryAfter: retryAfter, body: Array(body))
    }

    /// Any bytes with status 200.
    package static func bytes(_ bytes: [UInt8]) -> ChatAnswer { ChatAnswer(body: bytes) }

    /// A beginning after which nothing comes.
    package static let stalled = ChatAnswer(body: Array("{".utf8), stalls: true)
}
