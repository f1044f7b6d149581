import Foundation
public import LanguageModel

/// Reinforcement learning over self-edits: sample some for each item, train an update on each, let it sit an exam,
/// fine-tune the policy on the best, and begin again from the new policy.
///
/// The student is always the model without the policy's adapter, so that what an exam says before an update is the
/// same in every round. Source: ReST-EM as SEAL uses it (arXiv 2506.10943, section 3.1).
public struct OuterLoop<D: Domain>: Sendable {
    let domain: D
    let student: Engine
    let teacher: Teacher
    let settings: OuterLoopSettings
    let keepsAll: Bool
    let journal: any OuterLoopJournal
    let checkpointInterval: Duration
    let clock: WorkClock
    let progress: @Sendable (OuterLoopProgress) -> Void
    let streams: RandomStreams

    /// An outer loop.
    ///
    /// - Parameters:
    ///   - domain: Kind of task.
    ///   - student: The model that is updated.
    ///   - teacher: Who writes self-edits.
    ///   - settings: Everything else that decides the result.
    ///   - keepsAll: Whether the adapters of all candidates are kept, rather than the policies' alone.
    ///   - journal: Where finished steps are written down.
    ///   - checkpointInterval: How much of a policy's training may be lost when the process dies.
    ///   - clock: Tells what stages cost.
    ///   - progress: Told how far the run has come.
    public init(
        domain: D, student: Engine, teacher: Teacher, settings: OuterLoopSettings, keepsAll: Bool = false,
        journal: any OuterLoopJournal = InMemoryJournal(), checkpointInterval: Duration = .seconds(60),
        clock: WorkClock = .system,
        progress: @escaping @Sendable (OuterLoopProgress) -> Void = { _ in }
    ) {
        self.domain = domain
        self.student = student
        self.teacher = teacher
        self.settings = settings
        self.keepsAll = keepsAll
        self.journal = journal
        self.checkpointInterval = checkpointInterval
        self.clock = clock
        self.progress = progress
        streams = RandomStreams(seed: settings.seed)
    }

    /// Rounds that are made: one when the teacher can't be trained.
    var rounds: Int { teacher.engine == nil ? min(1, settings.rounds) : settings.rounds }

    /// Runs all rounds, or those that an earlier run left.
    ///
    /// - Returns: What happened, and the last policy; `nil` when nothing was learned.
    /// - Throws: `ModelError` for items that do not fit the model, `CancellationError`, the journal's errors.
    public func run(_ items: [D.Item]) async throws -> (report: OuterLoopReport, policy: Adapter?) {
        var policy: Adapter?
        for round in 0..<rounds {
            var scored: [ItemRound] = []
            for (index, item) in items.enumerated() {
                let key = OuterLoopKeys.item(index, round: round)
                scored.append(
                    try await journal.remember(key, ItemRound.self) {
                        try await expect(item, index, of: items.count, round: round, policy: policy)
                    })
                progress(
                    OuterLoopProgress(stage: .examining, round: round, item: index, items: items.count)
                        .examined(true))
            }
            let selection = select(scored)
            guard let engine = teacher.engine, !selection.choices.isEmpty else { break }
            policy = try await improve(
                policy, on: scored, selection, items, round: round, engine: engine)
        }
        let report = try await OuterLoopReport(
            items.map(\.summary), settings: settings, rounds: rounds, journal: journal)
        return (report, policy)
    }

    private func select(_ items: [ItemRound]) -> Selection { Selection(items, settings) }
}

extension Selection {
    /// Selects among the candidates of a round.
    init(_ items: [ItemRound], _ settings: OuterLoopSettings) {
        let reward = settings.reward
        self.init(
            items.map { item in item.candidates.map { $0.reward(reward, before: item.before) ?? 0 } },
            tieBreakers: items.map { item in
                item.candidates.map { $0.reward(reward.tieBreaker, before: item.before) }
            },
            // What answers nothing, or no more than before, has taught nothing.
            rule: settings.selection, above: reward == .closeness ? nil : 0)
    }
}
