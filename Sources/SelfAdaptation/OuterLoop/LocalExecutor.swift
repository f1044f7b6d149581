public import LanguageModel
import Synchronization

/// Works on items here, one after the other: each is begun when somebody asks for what became of it.
public struct LocalExecutor<D: Domain>: ItemExecutor {
    private let domain: D
    private let student: Engine
    private let teacher: Teacher
    private let keepsAll: Bool
    private let journal: any OuterLoopJournal
    private let clock: WorkClock
    private let progress: @Sendable (OuterLoopProgress) -> Void

    /// An executor.
    ///
    /// - Parameters:
    ///   - domain: Kind of task.
    ///   - student: The model that is updated.
    ///   - teacher: Who writes self-edits.
    ///   - keepsAll: Whether the adapters of all candidates are kept.
    ///   - journal: Where they are, and what the model answers without an update.
    ///   - clock: Tells what stages cost.
    ///   - progress: Told how far an item has come.
    public init(
        domain: D, student: Engine, teacher: Teacher, keepsAll: Bool = false, journal: any OuterLoopJournal,
        clock: WorkClock = .system, progress: @escaping @Sendable (OuterLoopProgress) -> Void = { _ in }
    ) {
        self.domain = domain
        self.student = student
        self.teacher = teacher
        self.keepsAll = keepsAll
        self.journal = journal
        self.clock = clock
        self.progress = progress
    }

    /// What became of each item, in order.
    public func run(
        _ tasks: [ItemTask<D.Item>], policy: Adapter?
    ) -> AsyncThrowingStream<ItemRound, any Error> {
        let rest = Mutex(tasks[...])
        return AsyncThrowingStream {
            guard let task = rest.withLock({ $0.popFirst() }) else { return nil }
            return try await work(on: task, policy: policy)
        }
    }

    /// The policy's self-edits of an item, an update for each, and their exams.
    func work(on task: ItemTask<D.Item>, policy: Adapter?) async throws -> ItemRound {
        let (item, index, round) = (task.item, task.index, task.round)
        let streams = RandomStreams(seed: task.settings.seed)
        var stage = OuterLoopProgress(stage: .writing, round: round, item: index, items: task.items)
        progress(stage)
        var cost = StageCost()
        let before = try await baseline(item, index)
        let written = try await domain.write(
            item, count: task.settings.candidates,
            by: teacher.author(policy, sampling: task.settings.sampling),
            seed: streams.writing(round: round, item: index), clock: clock, cost: &cost)

        stage.stage = .training
        let training = stage
        let candidates = try await Trial(of: item, in: domain, student: student, clock: clock).score(
            written, repeats: task.settings.repeats,
            study: { try domain.study(written[$0].map(\.text), of: item) },
            seeds: { candidate, number in
                (
                    streams.start(repeat: number),
                    streams.order(round: round, item: index, candidate: candidate, repeat: number)
                )
            }, cost: &cost, progress: { progress(training.at($0)) },
            keep: { adapter, candidate, number in
                guard keepsAll else { return }
                let key = OuterLoopKey.candidate(candidate, repeat: number, item: index, round: round)
                try await journal.keep(adapter, as: key.description, isPolicy: false)
            })
        return ItemRound(before: before, candidates: candidates, cost: cost)
    }

    /// What the model answers without an update: computed once for all rounds.
    private func baseline(_ item: D.Item, _ index: Int) async throws -> Judgement {
        try await journal.remember(OuterLoopKey.before(item: index).description, Judgement.self) {
            try await domain.judge([nil], on: item, engine: student)[0]
        }
    }
}
