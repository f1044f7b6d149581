/// What the policy is asked to make of a context.
public enum SelfEditStyle: String, Sendable, Codable, CaseIterable {
    /// What the passage says and what follows from it, one statement a line.
    case implications
    /// The same, as a long list.
    case implicationsLong = "implications-long"
    /// The passage told again in other words.
    case rewrite
    /// Questions about the passage with their answers.
    case selfQA = "self-qa"
    /// One self-edit of implications, rewrite and self-qa in one.
    case mixed
    /// Directives first, which name the style of what follows and how to train on it.
    case directed

    /// The styles whose completions make up the study material; none for ``directed``, which chooses.
    public var parts: [SelfEditStyle] {
        switch self {
        case .mixed: [.implications, .rewrite, .selfQA]
        case .directed: []
        case .implications, .implicationsLong, .rewrite, .selfQA: [self]
        }
    }

    /// The style that a directive names; its first four letters are enough ("rewriting", "self-questions").
    init?(choice: String) {
        let beginning = choice.lowercased().prefix(4)
        let found = [SelfEditStyle.rewrite, .implications, .selfQA, .mixed].first {
            beginning.count == 4 && $0.rawValue.hasPrefix(beginning)
        }
        guard let found else { return nil }
        self = found
    }
}
