package import LanguageModel

/// A prompt to answer.
package struct GenerateRequest: Codable, Sendable {
    /// The prompt.
    package var prompt: String
    /// What the model is told before it.
    package var system: String?
    /// Whether the prompt is continued as it is, without the chat template.
    package var isRaw = false
    /// How many answers are drawn.
    package var samples = 1
    /// How the next token is drawn.
    package var sampling = SamplingOptions.greedy
    /// The same seed draws the same tokens.
    package var seed: UInt64 = 0
    /// The most tokens of an answer.
    package var maxTokens = 256
    /// Texts that end the answer and are no part of it.
    package var stop: [String] = []
    /// The adapter that answers, by name, hash or path.
    package var adapter: String?
    /// The model.
    package var model = ModelChoice()

    /// A prompt, answered by the bare model.
    package init(_ prompt: String) { self.prompt = prompt }
}

/// One answer to a prompt.
package struct GenerateResult: Codable, Sendable {
    /// How many tokens there were.
    package struct Usage: Codable, Sendable {
        /// Of the prompt.
        package let prompt_tokens: Int
        /// Of the answer.
        package let completion_tokens: Int
    }

    /// The answer.
    package let text: String
    /// Its tokens.
    package let tokens: [Int32]
    /// "stop" or "length".
    package let finish_reason: String
    /// How many tokens there were.
    package let usage: Usage
    /// Seconds that all answers took together.
    package let seconds: Double

    init(_ answer: Generation, promptTokens: Int, seconds: Double) {
        text = answer.text
        tokens = answer.tokens
        finish_reason = answer.finishReason.rawValue
        usage = Usage(prompt_tokens: promptTokens, completion_tokens: answer.tokens.count)
        self.seconds = seconds
    }
}
