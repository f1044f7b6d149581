import Files
public import LanguageModel

/// Writes self-edits of many contexts, and measures those whose context has an exam.
public struct SelfEditCollector: Sendable {
    let domain: KnowledgeDomain
    private let engine: Engine
    private let author: any SelfEditAuthor
    let settings: OuterLoopSettings
    let journal: any OuterLoopJournal
    private let clock: WorkClock
    let allowance: Allowance?
    private let progress: @Sendable (OuterLoopProgress) -> Void

    /// Self-edits of one context.
    public struct Collected: Sendable, Codable {
        /// The completions of each.
        public var selfEdits: [[String]]
        /// What each reached in the exam; `nil` without one.
        public var rewards: [Double?]
    }

    /// A collector; of the settings it takes candidates, repeats and seed.
    ///
    /// With an `allowance` no item is begun that does not fit into its time.
    public init(
        domain: KnowledgeDomain, engine: Engine, author: any SelfEditAuthor, settings: OuterLoopSettings,
        journal: any OuterLoopJournal = InMemoryJournal(), clock: WorkClock = .system,
        allowance: Allowance? = nil,
        progress: @escaping @Sendable (OuterLoopProgress) -> Void = { _ in }
    ) {
        self.domain = domain
        self.engine = engine
        self.author = author
        self.settings = settings
        self.journal = journal
        self.clock = clock
        self.allowance = allowance
        self.progress = progress
    }

    /// The name of an item's self-edits in the journal.
    static func key(_ item: Int) -> String { "context \(item)" }

    /// Self-edits of each item, in order; with an allowance those of the first ones, as far as there is time.
    ///
    /// There may be more items, `all` of them, for whose exams there was no time.
    ///
    /// - Throws: `Diagnosis` for items that do not fit the model, `CancellationError`, also with `.noTime` when there
    ///   was no time for anything, the journal's errors.
    public func run(_ items: [KnowledgeItem], of all: Int? = nil) async throws -> [Collected] {
        var collected: [Collected] = []
        for (index, item) in items.enumerated() {
            let key = Self.key(index)
            if let known = try await journal.recall(key, Collected.self) {
                collected.append(known)
            } else {
                let result = try await allowance.attempt(try steps(of: item, index)) {
                    try await collect(item, index, of: items.count)
                }
                guard let result else { break }
                try await journal.write(result, as: key)
                collected.append(result)
            }
            progress(
                OuterLoopProgress(stage: .examining, item: index, items: items.count).examined(true))
        }
        try await WorkCut(items: (all ?? items.count) - collected.count).note(in: journal)
        guard !collected.isEmpty || (all ?? items.count) == 0 else { throw Diagnosis.noTime }
        return collected
    }

    private func collect(_ item: KnowledgeItem, _ index: Int, of count: Int) async throws -> Collected {
        guard item.questions.isEmpty else {
            let executor = LocalExecutor(
                domain: domain, student: engine, teacher: .fixed(author), journal: journal, clock: clock,
                progress: progress)
            let task = ItemTask(item: item, index: index, of: count, round: 0, settings: settings)
            let round = try await executor.work(on: task, policy: nil)
            return Collected(
                selfEdits: round.candidates.map(\.completions),
                rewards: round.candidates.map { $0.reward(.accuracy, before: round.before) })
        }
        progress(OuterLoopProgress(stage: .writing, item: index, items: count))
        let written = try await domain.write(
            item, count: settings.candidates, by: author,
            seed: RandomStreams(seed: settings.seed).writing(round: 0, item: index))
        return Collected(selfEdits: written.map { $0.map(\.text) }, rewards: written.map { _ in nil })
    }
}
