import Files
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
    let executor: any ItemExecutor<D.Item>
    let journal: any OuterLoopJournal
    let checkpointInterval: Duration
    let clock: WorkClock
    let allowance: Allowance?
    let progress: @Sendable (OuterLoopProgress) -> Void
    let streams: RandomStreams

    /// An outer loop.
    ///
    /// - Parameters:
    ///   - domain: Kind of task.
    ///   - student: The model that is updated.
    ///   - teacher: Who writes self-edits.
    ///   - settings: Everything else that decides the result.
    ///   - executor: Where items are worked on; here, with this journal, unless given.
    ///   - keepsAll: Whether the adapters of all candidates that are trained here are kept, rather than the policies' alone.
    ///   - journal: Where finished steps are written down.
    ///   - checkpointInterval: How much of a policy's training may be lost when the process dies.
    ///   - clock: Tells what stages cost.
    ///   - allowance: Limits the time: what does not fit is not begun; none where there is time enough.
    ///   - progress: Told how far the run has come.
    public init(
        domain: D, student: Engine, teacher: Teacher, settings: OuterLoopSettings,
        executor: (any ItemExecutor<D.Item>)? = nil, keepsAll: Bool = false,
        journal: any OuterLoopJournal = InMemoryJournal(), checkpointInterval: Duration = .seconds(60),
        clock: WorkClock = .system, allowance: Allowance? = nil,
        progress: @escaping @Sendable (OuterLoopProgress) -> Void = { _ in }
    ) {
        self.domain = domain
        self.student = student
        self.teacher = teacher
        self.settings = settings
        self.executor =
            executor
            ?? LocalExecutor(
                domain: domain, student: student, teacher: teacher, keepsAll: keepsAll, journal: journal,
                clock: clock, progress: progress)
        self.journal = journal
        self.checkpointInterval = checkpointInterval
        self.clock = clock
        self.allowance = allowance
        self.progress = progress
        streams = RandomStreams(seed: settings.seed)
    }

    /// Rounds that are made: one when the teacher can't be trained.
    var rounds: Int { teacher.engine == nil ? min(1, settings.rounds) : settings.rounds }

    /// Runs all rounds, or those that an earlier run left; with an allowance as much of them as there is time for.
    ///
    /// A round whose time is up ends with the items that are finished, and the policy learns from those.
    ///
    /// - Returns: What happened, and the last policy; `nil` when nothing was learned.
    /// - Throws: `Diagnosis` for items that do not fit the model, `CancellationError`, also with `.noTime` when there
    ///   was no time for anything, the journal's errors.
    public func run(_ items: [D.Item]) async throws -> (report: OuterLoopReport, policy: Adapter?) {
        var policy: Adapter?
        var cut = WorkCut()
        for round in 0..<rounds {
            let scored = try await score(items, round: round, policy: policy)
            guard !scored.isEmpty else {
                cut.rounds = items.isEmpty ? 0 : rounds - round
                break
            }
            cut.items = items.count - scored.count
            if cut.items > 0 { cut.rounds = rounds - round - 1 }
            let selection = select(scored)
            guard let engine = teacher.engine, !selection.choices.isEmpty else { break }
            guard
                let improved = try await improve(
                    policy, on: scored, selection, items, round: round, engine: engine)
            else {
                (cut.policies, cut.rounds) = (1, rounds - round - 1)
                break
            }
            policy = improved
            if cut.items > 0 { break }
        }
        try await cut.note(in: journal)
        guard cut.rounds == 0 || cut.rounds < rounds else { throw Diagnosis.noTime }
        let report = try await OuterLoopReport(
            items.map(\.summary), settings: settings, rounds: rounds, journal: journal)
        return (report, policy)
    }

    /// The E-step: items in order, as far as there is time for them and for the policy that learns from them.
    private func score(_ items: [D.Item], round: Int, policy: Adapter?) async throws -> [ItemRound] {
        let keys = items.indices.map { OuterLoopKey.item($0, round: round).description }
        var known: [ItemRound?] = []
        for key in keys { known.append(try await journal.recall(key, ItemRound.self)) }
        let open = items.indices.filter { known[$0] == nil }
        let results = executor.run(
            open.map {
                ItemTask(item: items[$0], index: $0, of: items.count, round: round, settings: settings)
            },
            policy: policy)
        var scored: [ItemRound] = []
        for (index, item) in items.enumerated() {
            if let known = known[index] {
                scored.append(known)
            } else {
                let result = try await allowance.attempt(
                    try steps(of: item, index, round: round),
                    before: try policySteps(Array(items.prefix(index + 1)), round: round)
                ) { () async throws -> ItemRound? in
                    var iterator = results.makeAsyncIterator()
                    return try await iterator.next()
                }
                guard let result = result ?? nil else {
                    // A stream whose reader is cancelled ends as if there were no more.
                    try Task.checkCancellation()
                    break
                }
                try await journal.write(result, as: keys[index])
                scored.append(result)
            }
            progress(
                OuterLoopProgress(stage: .examining, round: round, item: index, items: items.count)
                    .examined(true))
        }
        return scored
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
            rule: settings.selection, above: reward == .dense ? nil : 0)
    }
}
