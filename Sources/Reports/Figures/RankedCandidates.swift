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
        /// Share of right answers.
        let accuracy: Double
    }

    /// The best first; equal ones in the order of sampling.
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
                    accuracy: candidate.reward(.accuracy, before: item.before) ?? 0)
            }
        }
        entries = all.enumerated().sorted { one, other in
            let (first, second) = (Self.value(one.element), Self.value(other.element))
            return first != second ? first > second : one.offset < other.offset
        }.map(\.element)
    }

    /// What decides: the reward, then right answers for a reward that could not be given.
    private static func value(_ entry: Entry) -> Double {
        let value = entry.reward ?? 0
        return value.isFinite ? value : 0
    }
}
