/// What the policy is asked to make of a context.
public enum SelfEditStyle: String, Sendable, Codable, CaseIterable {
    /// What the passage says and what follows from it, one statement a line.
    case implications
    /// The passage told again in other words.
    case rewrite
    /// Questions about the passage with their answers.
    case qa
    /// One self-edit of each of the other styles in one.
    case mixed

    /// The styles whose completions make up one self-edit.
    public var parts: [SelfEditStyle] {
        self == .mixed ? [.implications, .rewrite, .qa] : [self]
    }
}
