import SelfAdaptation

/// A passage's self-edits of all rounds in the order of their rewards.
struct RankedCandidates: Sendable {
    /// One self-edit with where it came from.
    struct Entry: Sendable {
        let round: Int
        /// Its place among the passage's self-edits of that round, from 0.
        let place: Int
        let candidate: ScoredCandidate
        /// The reward that the run went by; `nil` when the exam can't give it.
        let reward: Double?
        /// What decides between equal rewards; `nil` when the exam can't give it.
        let second: Double?
    }

    /// The best first; equal ones by the second measure, then in the order of sampling.
    let entries: [Entry]

    /// Ranks the self-edits of a passage.
    init(passage: Int, of report: OuterLoopReport) {
        let reward = report.settings.reward
        let all = report.rounds.enumerated().flatMap { round, scores -> [Entry] in
            guard let item = scores.items.indices.contains(passage) ? scores.items[passage] : nil else {
                return []
            }
            return item.candidates.enumerated().map { place, candidate in
                Entry(
                    round: round, place: place, candidate: candidate,
                    reward: candidate.reward(reward, before: item.before),
                    second: candidate.reward(reward.tieBreaker, before: item.before))
            }
        }
        entries = all.enumerated().sorted { one, other in
            let pairs = [
                (one.element.reward, other.element.reward), (one.element.second, other.element.second),
            ]
            for (first, second) in pairs where Self.value(first) != Self.value(second) {
                return Self.value(first) > Self.value(second)
            }
            return one.offset < other.offset
        }.map(\.element)
    }

    private static func value(_ reward: Double?) -> Double {
        let value = reward ?? 0
        return value.isFinite ? value : 0
    }
}
