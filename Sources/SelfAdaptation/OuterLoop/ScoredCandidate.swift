/// A self-edit with what training on it came to.
public struct ScoredCandidate: Sendable, Equatable, Codable {
    /// What the policy wrote, in the order in which it was asked.
    public var completions: [String]
    /// Tokens that it wrote.
    public var tokens: Int
    /// How it asked to be trained on.
    public var directives: TrainingDirectives?
    /// Rows (tokens) that all its trainings took.
    public var rows = 0
    /// Optimizer steps of all its trainings; `nil` in runs from before they were counted.
    public var steps: Int? = 0
    /// Exams of its trainings, one for each repeat, of which one that collapsed has everything wrong; empty when nothing could be made of it.
    public var judgements: [Judgement]
    /// Why nothing could be made of it, or why a training ended early.
    public var failure: String?
    /// What was seen of each repeat's adapter while it was trained, by epoch; `nil` where nobody watched.
    public var watch: [[WatchFigures]]?

    /// A candidate with all its parts.
    public init(
        completions: [String], tokens: Int, directives: TrainingDirectives? = nil,
        judgements: [Judgement] = [],
        failure: String? = nil
    ) {
        self.completions = completions
        self.tokens = tokens
        self.directives = directives
        self.judgements = judgements
        self.failure = failure
    }

    /// The mean reward over repeats; `nil` when the exam can't give it, 0 for a candidate that failed.
    public func reward(_ kind: Reward, before: Judgement) -> Double? {
        if judgements.isEmpty { return 0 }
        let values = judgements.compactMap { kind.value(of: $0, before: before) }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}

/// What one item came to in a round.
public struct ItemRound: Sendable, Equatable, Codable {
    /// The model without an update.
    public var before: Judgement
    /// Candidates in the order in which they were sampled.
    public var candidates: [ScoredCandidate]
    /// What it took.
    public var cost: StageCost

    /// A round's result with all its parts.
    public init(before: Judgement, candidates: [ScoredCandidate], cost: StageCost) {
        self.before = before
        self.candidates = candidates
        self.cost = cost
    }
}
