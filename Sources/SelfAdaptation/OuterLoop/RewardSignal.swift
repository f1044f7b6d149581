/// How well a reward tells candidates of one item apart, measured by training each of them several times.
public struct RewardSignal: Sendable, Equatable, Codable {
    /// The reward.
    public var reward: Reward
    /// Variance between candidates of an item, that of repeats taken off.
    public var between: Double
    /// Variance between repeats of a candidate.
    public var within: Double
    /// Rank correlation of one training's reward with the mean accuracy of the candidate's other trainings, both
    /// less their item's mean; `nil` when one of them does not vary.
    public var agreement: Double?

    /// Measures a reward; `nil` when candidates were trained only once.
    public init?(_ reward: Reward, items: [ItemRound]) {
        var groups: [[Double]] = []
        var (seen, expected): ([Double], [Double]) = ([], [])
        for item in items {
            let candidates = item.candidates.filter { $0.judgements.count > 1 }
            let values = candidates.map { candidate in
                candidate.judgements.compactMap { reward.value(of: $0, before: item.before) }
            }
            let all = values.joined()
            guard values.count > 1, !all.isEmpty else { continue }
            let mean = all.reduce(0, +) / Double(all.count)
            groups += values.map { $0.map { $0 - mean } }
            for place in candidates[0].judgements.indices {
                // One training of every candidate against the rest: what a run without repeats would have seen.
                let complete = candidates.indices.filter {
                    values[$0].indices.contains(place) && candidates[$0].judgements.count > place
                }
                let one = complete.map { values[$0][place] }
                let others = complete.map { index in
                    let rest = candidates[index].judgements.enumerated().filter { $0.offset != place }
                    return rest.reduce(0) { $0 + $1.element.accuracy } / Double(rest.count)
                }
                seen += Self.centred(one)
                expected += Self.centred(others)
            }
        }
        guard let split = VarianceSplit(groups: groups) else { return nil }
        self.reward = reward
        between = split.between
        within = split.within
        agreement = RankCorrelation.spearman(seen, expected)
    }

    private static func centred(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(max(1, values.count))
        return values.map { $0 - mean }
    }
}
