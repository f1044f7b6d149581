/// Which candidates the policy learns from: the choice that turns sampling into reinforcement learning.
///
/// Source: ReST-EM (arXiv 2312.06585) as SEAL uses it.
public struct Selection: Sendable, Equatable, Codable {
    /// How many of an item's candidates are taken.
    public enum Rule: String, Sendable, Codable, CaseIterable {
        /// The best one.
        case best
        /// Every one above the item's mean.
        case aboveMean = "above-mean"
    }

    /// A candidate of an item.
    public struct Choice: Sendable, Equatable, Codable {
        /// Index of the item.
        public var item: Int
        /// Index of the candidate that was taken.
        public var candidate: Int
        /// Index of the item's worst candidate.
        public var worst: Int
    }

    /// What was taken, by item.
    public var choices: [Choice] = []
    /// Items in which candidates shared the highest reward and a second measure, or their order, decided.
    public var ties = 0
    /// Items whose candidates could not be told apart by any measure: nothing is learned from them.
    public var indistinct = 0
    /// Items whose best candidate had no reward above the limit.
    public var hopeless = 0

    /// Selects among the candidates of each item.
    ///
    /// - Parameters:
    ///   - rewards: [item][candidate].
    ///   - tieBreakers: A second measure of each candidate, [item][candidate]; none where there is none.
    ///   - rule: How many are taken.
    ///   - limit: Only candidates with a reward above it are taken.
    public init(_ rewards: [[Double]], tieBreakers: [[Double?]], rule: Rule, above limit: Double? = nil) {
        for (item, values) in rewards.enumerated() {
            let order = Self.ranking(values, tieBreakers[item])
            guard let best = order.first, let worst = order.last else { continue }
            let isTied = values.filter { $0 == values[best] }.count > 1
            guard values[best] > values[worst] || tieBreakers[item][best] != tieBreakers[item][worst] else {
                indistinct += 1
                continue
            }
            if isTied { ties += 1 }
            if let limit, values[best] <= limit {
                hopeless += 1
                continue
            }
            let mean = values.reduce(0, +) / Double(values.count)
            let taken = rule == .best ? [best] : order.filter { $0 == best || values[$0] > mean }
            choices += taken.filter { candidate in limit.map { values[candidate] > $0 } ?? true }
                .map { Choice(item: item, candidate: $0, worst: worst) }
        }
    }

    /// Candidates from the best to the worst; equal ones by the second measure, then in the order of sampling.
    static func ranking(_ values: [Double], _ tieBreakers: [Double?]) -> [Int] {
        values.indices.sorted { one, other in
            if values[one] != values[other] { return values[one] > values[other] }
            let (first, second) = (tieBreakers[one] ?? 0, tieBreakers[other] ?? 0)
            return first != second ? first > second : one < other
        }
    }
}
