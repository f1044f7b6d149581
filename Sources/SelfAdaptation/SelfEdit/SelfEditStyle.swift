public import Tokenizers

/// What the policy is asked to make of a context.
public enum SelfEditStyle: String, Sendable, Codable, CaseIterable {
    /// What follows from the passage, one statement a line.
    case implications
    /// The passage told again in other words.
    case rewrite
    /// Questions about the passage with their answers.
    case qa
    /// One piece of each of the other styles.
    case mixed

    /// The styles whose completions make up one self-edit.
    public var parts: [SelfEditStyle] {
        self == .mixed ? [.implications, .rewrite, .qa] : [self]
    }

    /// What the policy is asked, as a conversation.
    public func messages(for context: Context) -> [ChatMessage] {
        let task =
            switch self {
            case .implications, .mixed:
                "List the facts in this passage and what follows from them. Write one full sentence on each line, "
                    + "and name what it is about."
            case .rewrite:
                "Rewrite this passage in your own words. Keep every name, number and fact."
            case .qa:
                "Write ten short questions about this passage, each with its short answer. "
                    + "Write every pair as\nQuestion: ...\nAnswer: ..."
            }
        return [ChatMessage(role: "user", content: "\(task)\n\n\(context.title)\n\(context.text)")]
    }
}
