/// What a grader says of one answer: right or wrong, and in a few words why.
public struct Verdict: Sendable, Hashable {
    /// Whether the answer says what the gold answer says.
    public let correct: Bool
    /// A short reason in plain words, for tables and logs.
    public let reason: String

    /// Makes a verdict from its two parts.
    public init(correct: Bool, reason: String) {
        self.correct = correct
        self.reason = reason
    }
}
