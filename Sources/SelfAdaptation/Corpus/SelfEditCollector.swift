public import LanguageModel

/// Writes self-edits of many contexts, and measures those whose context has an exam.
public struct SelfEditCollector: Sendable {
    let domain: KnowledgeDomain
    private let engine: Engine
    private let author: any SelfEditAuthor
    let settings: OuterLoopSettings
    let journal: any OuterLoopJournal
    private let clock: WorkClock
    private let progress: @Sendable (OuterLoopProgress) -> Void

    /// Self-edits of one context.
    public struct Collected: Sendable, Codable {
        /// The completions of each.
        public var selfEdits: [[String]]
        /// What each reached in the exam; `nil` without one.
        public var rewards: [Double?]
    }

    /// A collector; of the settings it takes candidates, repeats and seed.
    public init(
        domain: KnowledgeDomain, engine: Engine, author: any SelfEditAuthor, settings: OuterLoopSettings,
        journal: any OuterLoopJournal = InMemoryJournal(), clock: WorkClock = .system,
        progress: @escaping @Sendable (OuterLoopProgress) -> Void = { _ in }
    ) {
        self.domain = domain
        self.engine = engine
        self.author = author
        self.settings = settings
        self.journal = journal
        self.clock = clock
        self.progress = progress
    }

    /// The name of an item's self-edits in the journal.
    static func key(_ item: Int) -> String { "context \(item)" }

    /// Self-edits of each item, in order.
    ///
    /// - Throws: `ModelError` for items that do not fit the model, `CancellationError`, the journal's errors.
    public func run(_ items: [KnowledgeItem]) async throws -> [Collected] {
        let loop = OuterLoop(
            domain: domain, student: engine, teacher: .fixed(author), settings: settings, journal: journal,
            clock: clock, progress: progress)
        let streams = RandomStreams(seed: settings.seed)
        var collected: [Collected] = []
        for (index, item) in items.enumerated() {
            if item.questions.isEmpty {
                progress(OuterLoopProgress(stage: .writing, item: index, items: items.count))
            }
            collected.append(
                try await journal.remember(Self.key(index), Collected.self) {
                    guard item.questions.isEmpty else {
                        let round = try await loop.expect(item, index, of: items.count, round: 0, policy: nil)
                        return Collected(
                            selfEdits: round.candidates.map(\.completions),
                            rewards: round.candidates.map { $0.reward(.accuracy, before: round.before) })
                    }
                    let written = try await domain.write(
                        item, count: settings.candidates, by: author,
                        seed: streams.writing(round: 0, item: index))
                    return Collected(
                        selfEdits: written.map { $0.map(\.text) }, rewards: written.map { _ in nil })
                })
            progress(
                OuterLoopProgress(stage: .examining, item: index, items: items.count).examined(true))
        }
        return collected
    }
}
