package import LanguageModel
package import Tokenizers

/// A conversation, or a text, to go on with.
package struct ChatRequest: Sendable {
    /// What is gone on with.
    package enum Prompt: Sendable {
        /// What was said so far; a user's turn is the last.
        case messages([ChatMessage])
        /// A text as it is.
        case text(String)
    }

    /// The name that is to answer.
    package var model: String
    /// What is gone on with.
    package var prompt: Prompt
    /// How many answers are drawn.
    package var samples = 1
    /// How the next token is drawn.
    package var sampling = SamplingOptions()
    /// The same seed draws the same tokens.
    package var seed: UInt64 = 0
    /// The most tokens of an answer; as many as the window has room for unless given.
    package var maxTokens: Int?
    /// Texts that end the answer and are no part of it.
    package var stop: [String] = []
    /// Whether an answer that was read says so by the number of what it was read from.
    package var isMarked = true

    /// A prompt for a model.
    package init(model: String, _ prompt: Prompt) {
        self.model = model
        self.prompt = prompt
    }
}

/// What a conversation was answered with.
package struct ChatResult: Sendable {
    /// One answer.
    package struct Choice: Sendable {
        /// The text.
        package let text: String
        /// Why it ended.
        package let finishReason: Generation.FinishReason
    }

    /// The answers.
    package let choices: [Choice]
    /// What answered.
    package let route: Route.Kind
    /// Tokens of the prompt.
    package let promptTokens: Int
    /// Tokens of all answers, those included that were weighed and not given.
    package let completionTokens: Int
}
