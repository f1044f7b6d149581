import Files
public import LanguageModel

/// Trains a reader: to read and to ask with passages in view, and to answer from what was learned a moment ago.
///
/// For the last, each passage is taught to an adapter of its own, as a document is; with that frozen below, the reader
/// learns the passage's questions, asked out of its sight. What it learns so is what all passages have in common: how to
/// answer from freshly trained weights. Source for a skill that passes from one document to the next: arXiv 2601.11258,
/// which takes differences of weights for it.
public struct ReaderTrainer: Sendable {
    private let engine: Engine
    private let domain: KnowledgeDomain
    private let settings: ReaderSettings
    private let journal: (any ReaderJournal)?
    private let progress: @Sendable (Progress) -> Void

    /// How far the training is.
    public enum Progress: Sendable {
        /// So many of all tokens of learning the passages.
        case learning(done: Int, of: Int)
        /// So many of all passages have been asked about in view.
        case answering(done: Int, of: Int)
        /// So many of all tokens of the reader's lessons.
        case reading(done: Int, of: Int)
    }

    /// A reader and what it took.
    public struct Trained: Sendable {
        /// The reader.
        public let adapter: Adapter
        /// Tokens trained.
        public let tokens: Int
        /// Before the first and after each epoch: the mean loss of the answers of each kind of lesson in the passages that
        /// are checked, in nats; empty when none are.
        public let checks: [[String: Float]]
    }

    /// A trainer for the student of a domain; `journal` has the passages that were learned before, and gets the others.
    public init(
        engine: Engine, domain: KnowledgeDomain, settings: ReaderSettings,
        journal: (any ReaderJournal)? = nil,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.engine = engine
        self.domain = domain
        self.settings = settings
        self.journal = journal
        self.progress = progress
    }

    /// Trains a reader on passages with questions.
    ///
    /// - Throws: `Diagnosis` when training fails or a passage does not fit the model, `CancellationError`.
    public func train(_ items: [KnowledgeItem]) async throws -> Trained {
        let learned = try await learn(items)
        let answered = try await answer(items)
        let count = max(0, items.count - settings.check)
        let lessons = ReaderLessons(for: engine.model, prompt: domain.settings.prompt)
        let epochs = max(1, settings.training.epochs)
        let plan = try ReaderPlan(
            answered.prefix(count), learned.adapters, lessons, settings, epochs: epochs, bare: learned.bare)
        guard !plan.batches.isEmpty else {
            throw Diagnosis(
                .trainingFailed, place: "the reader",
                problem:
                    "no question was answered right with its passage in view, so there is nothing to learn",
                remedy: "give more passages, or a model that reads better")
        }
        let check = try ReaderPlan(
            answered.dropFirst(count), Array(learned.adapters.dropFirst(count)), lessons, settings,
            epochs: 1, bare: learned.bare)
        let c = engine.model.configuration
        var reader = Adapter(c, settings.lora, seed: settings.seed)
        var job = plan.job(initial: learned.bare.stacked(below: reader, in: c), settings.training)
        var checks = [try await losses(check, of: reader, bare: learned.bare)]
        for epoch in 1...epochs {
            job = job.paused(at: Double(epoch) / Double(epochs), from: job.resumed)
            let (before, rows) = (job.resumed?.rows ?? 0, job.rows)
            let result = try await run([job]) { done, _ in
                progress(.reading(done: before + done, of: rows))
            }[0]
            job.resumed = result
            reader = result.adapter.above(learned.bare, in: c)
            checks.append(try await losses(check, of: reader, bare: learned.bare))
        }
        return Trained(
            adapter: reader, tokens: learned.tokens + (job.resumed?.rows ?? 0),
            checks: settings.check > 0 ? checks : [])
    }

    /// Each passage as it is asked about, and with the model's own answers.
    private func answer(_ items: [KnowledgeItem]) async throws -> [(item: KnowledgeItem, own: KnowledgeItem)]
    {
        let own = OwnAnswers(engine: engine, domain: domain)
        var result: [(KnowledgeItem, KnowledgeItem)] = []
        for (index, item) in items.enumerated() {
            progress(.answering(done: index, of: items.count))
            result.append(
                (
                    item,
                    try await own.answered(
                        item, seed: SeededGenerator.seed(settings.seed, stream: UInt64(index)))
                ))
        }
        return result
    }

    /// An adapter for each passage that learned it, as a document's does, and one of their shape that learned nothing.
    private func learn(
        _ items: [KnowledgeItem]
    ) async throws -> (adapters: [Adapter], bare: Adapter, tokens: Int) {
        let c = engine.model.configuration
        var starts = StartingAdapters(for: engine.model)
        let studies = try items.map { try domain.study([], of: $0) }
        let lora = studies.first?.innerLoop.lora ?? domain.innerLoop.lora
        let bare = Adapter(c, lora, seed: settings.seed)
        guard settings.kinds.contains(.recall) else { return (items.map { _ in bare }, bare, 0) }
        let jobs = studies.enumerated().map { index, study in
            starts.job(
                study, start: settings.seed, order: SeededGenerator.seed(settings.seed, stream: UInt64(index))
            )
        }
        let total = jobs.map(\.rows).reduce(0, +)
        var (adapters, done) = ([Adapter](), 0)
        for (index, job) in jobs.enumerated() {
            if let known = journal?.passage(index, like: job.initial, for: c) {
                adapters.append(known)
            } else {
                let before = done
                let trained = try await run([job]) { now, _ in
                    progress(.learning(done: before + now, of: total))
                }[0]
                adapters.append(trained.adapter)
                try journal?.keep(trained.adapter, passage: index, layers: c.layers)
            }
            done += job.rows
            progress(.learning(done: done, of: total))
        }
        return (adapters, bare, total)
    }

    /// The mean loss of the answers of each kind's lessons; and of what is recalled, without what was learned.
    private func losses(
        _ check: ReaderPlan, of reader: Adapter, bare: Adapter
    ) async throws -> [String: Float] {
        guard settings.check > 0 else { return [:] }
        var result: [String: Float] = [:]
        for kind in settings.kinds {
            let batches = check.batches.filter { $0.kind == kind }
            result[kind.rawValue] = try await loss(batches, of: reader) { $0.foundation }
            if kind == .recall {
                result["\(kind.rawValue) unlearned"] = try await loss(batches, of: reader) { _ in bare }
            }
        }
        return result
    }

    private func loss(
        _ batches: [ReaderPlan.Batch], of reader: Adapter, upon foundation: (ReaderPlan.Batch) -> Adapter
    ) async throws -> Float {
        var losses: [Float] = []
        for batch in batches {
            let adapter = foundation(batch).stacked(below: reader, in: engine.model.configuration)
            let read = try await engine.logProbabilities(batch.sequences.map { ($0, adapter) })
            losses += read.joined().map { -$0 }
        }
        return losses.reduce(0, +) / Float(max(1, losses.count))
    }

    private func run(
        _ jobs: [TrainingJob], _ progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> [TrainedAdapter] {
        var cost = StageCost()
        let trained = try await UpdateTrainer(student: engine, watch: nil, clock: .system).train(
            jobs, cost: &cost, progress: progress)
        guard let failure = trained.compactMap(\.failure).first else { return trained }
        throw Diagnosis(
            .trainingFailed, place: "the reader", problem: failure, remedy: "give it a lower learning rate")
    }
}
