import SelfAdaptation

/// A round in figures: means over passages with their 95 % intervals.
struct RoundFigures: Sendable {
    /// The round, from 0.
    let number: Int
    /// Passages that are scored.
    let scored: Int
    /// Passages of the round.
    let passages: Int
    /// The model without an update.
    let before: Interval?
    /// The mean over a passage's self-edits.
    let mean: Interval?
    /// The best of a passage's self-edits.
    let best: Interval?
    /// What the mean has more than no update, passage by passage.
    let gain: Interval?
    /// What the mean has more than round 0's, over the passages that both have scored.
    let change: Interval?

    /// What the round is called.
    var name: String { "round \(number)" }
    /// Whether passages are still to come.
    var isOpen: Bool { scored < passages }

    /// The figures of one of a report's rounds.
    init(_ number: Int, of report: OuterLoopReport) {
        let round = report.rounds[number]
        let scores = Self.scores(round)
        let finite = scores.compactMap { $0 }
        self.number = number
        scored = round.items.compactMap { $0 }.count
        passages = report.items.count
        before = Self.interval(finite.map(\.before))
        mean = Self.interval(finite.map(\.mean))
        best = Self.interval(finite.map(\.best))
        gain = Self.interval(finite.map { $0.mean - $0.before })
        let both = zip(scores, Self.scores(report.rounds[0])).compactMap { late, early in
            late.flatMap { late in early.map { late.mean - $0.mean } }
        }
        change = number == 0 ? nil : Self.interval(both)
    }

    /// The scores of a round's passages in order; `nil` for those to come, and for those without a self-edit.
    static func scores(_ round: RoundReport) -> [PassageChart.Scores?] {
        var rest = zip(round.befores, zip(round.means, round.bests)).makeIterator()
        return round.items.map { item in
            guard item != nil, let (before, (mean, best)) = rest.next() else { return nil }
            let scores = PassageChart.Scores(before: before, mean: mean, best: best)
            return [before, mean, best].allSatisfy(\.isFinite) ? scores : nil
        }
    }

    private static func interval(_ values: [Double]) -> Interval? {
        EvaluationResult(name: "", scores: values, cost: StageCost()).mean()
    }
}
