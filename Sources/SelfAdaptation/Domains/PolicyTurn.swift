import LanguageModel
import Tokenizers

/// One question to the policy with an answer that it may learn to give.
public struct PolicyTurn: Sendable, Equatable {
    /// Tokens of the prompt, and of what the answer was begun with.
    public var prompt: [Int32]
    /// Tokens of the answer, with the one that ends it.
    public var completion: [Int32]

    /// A turn with both its parts.
    public init(prompt: [Int32], completion: [Int32]) {
        self.prompt = prompt
        self.completion = completion
    }

    /// An instruction whose answer was begun with `opening`, and the completion that came of it; `nil` when nothing
    /// was added to the opening.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    init?(instruction: String, opening: String, completion: String, for policy: LanguageModel) throws {
        let answer = completion.dropFirst(completion.hasPrefix(opening) ? opening.count : 0)
        guard !answer.isEmpty else { return nil }
        self.init(
            prompt: try PolicyAuthor.prompt(instruction, opening: opening, model: policy),
            completion: policy.tokenizer.encode(String(answer), specialTokens: .asText)
                + [policy.tokenizer.endOfText].compactMap { $0 })
    }
}
