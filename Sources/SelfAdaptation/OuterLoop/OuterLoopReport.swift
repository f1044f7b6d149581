/// What an outer loop came to, or has come to so far.
public struct OuterLoopReport: Sendable, Equatable, Codable {
    /// How it was run.
    public var settings: OuterLoopSettings
    /// What was learned from.
    public var items: [ItemSummary]
    /// Rounds, as far as they were begun.
    public var rounds: [RoundReport]
    /// What the time did not suffice for; `nil` when it sufficed, or the run is not over.
    public var cut: WorkCut?

    /// A report with all its parts.
    public init(
        settings: OuterLoopSettings, items: [ItemSummary], rounds: [RoundReport], cut: WorkCut? = nil
    ) {
        self.settings = settings
        self.items = items
        self.rounds = rounds
        self.cut = cut
    }
}

/// One round: the policy's self-edits with their rewards, and what the policy learned from them.
public struct RoundReport: Sendable, Equatable, Codable {
    /// Items in order; `nil` for those that are still to come.
    public var items: [ItemRound?]
    /// What the policy learned from; `nil` before all items are scored.
    public var selection: Selection?
    /// Rewards by how well they tell candidates apart; empty without repeats.
    public var signals: [RewardSignal]
    /// The policy's training; `nil` before it.
    public var policy: PolicyReport?

    /// A round with all its parts.
    public init(
        items: [ItemRound?], selection: Selection? = nil, signals: [RewardSignal] = [],
        policy: PolicyReport? = nil
    ) {
        self.items = items
        self.selection = selection
        self.signals = signals
        self.policy = policy
    }

    /// Accuracy of each scored item, the mean over its candidates.
    public var means: [Double] { means(.accuracy) }
    /// Accuracy of each scored item's best candidate.
    public var bests: [Double] { bests(.accuracy) }
    /// Accuracy of each scored item without an update.
    public var befores: [Double] { items.compactMap { $0?.before.accuracy } }
    /// How questions were answered without an update, the mean over scored items; `nil` where that is not known.
    public var figuresBefore: AnswerFigures? {
        AnswerFigures(items.compactMap { $0.map { [$0.before] } })
    }
    /// How questions were answered after training on self-edits, the mean over those of each scored item.
    public var figures: AnswerFigures? {
        AnswerFigures(
            items.compactMap { $0 }.map { item in
                item.candidates.flatMap { candidate in
                    candidate.judgements.isEmpty
                        ? [Judgement(accuracy: 0, answers: [])] : candidate.judgements
                }
            })
    }
    /// Time and tokens spent on candidates.
    public var cost: StageCost { items.compactMap { $0?.cost }.reduce(StageCost(), +) }

    /// A reward of each scored item, the mean over its candidates.
    public func means(_ reward: Reward) -> [Double] {
        scores(reward) { $0.reduce(0, +) / Double($0.count) }
    }

    /// A reward of each scored item's best candidate.
    public func bests(_ reward: Reward) -> [Double] { scores(reward) { $0.max() ?? 0 } }

    private func scores(_ reward: Reward, _ summary: ([Double]) -> Double) -> [Double] {
        items.compactMap { $0 }.map { item in
            summary(item.candidates.map { $0.reward(reward, before: item.before) ?? 0 })
        }
    }
}

/// What the policy's training came to.
public struct PolicyReport: Sendable, Equatable, Codable {
    /// Completions trained on (for preferences: pairs).
    public var sequences: Int
    /// Optimizer steps.
    public var steps: Int
    /// Mean loss of the first tenth of the steps.
    public var firstLoss: Double
    /// Mean loss of the last tenth of the steps.
    public var lastLoss: Double
    /// Rows (tokens) trained on.
    public var rows: Int
    /// Seconds of training.
    public var seconds: Double

    /// A training's result with all its parts.
    public init(
        sequences: Int, steps: Int, firstLoss: Double, lastLoss: Double, rows: Int, seconds: Double
    ) {
        self.sequences = sequences
        self.steps = steps
        self.firstLoss = firstLoss
        self.lastLoss = lastLoss
        self.rows = rows
        self.seconds = seconds
    }
}
