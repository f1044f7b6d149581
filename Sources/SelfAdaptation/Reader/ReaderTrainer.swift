import Files
public import LanguageModel

/// Trains a reader: an adapter that answers with a text in view, in the words in which the model itself was right.
///
/// It learns how to read, on other passages than those that it will read.
public struct ReaderTrainer: Sendable {
    private let engine: Engine
    private let domain: KnowledgeDomain
    private let settings: ReaderSettings
    private let progress: @Sendable (Progress) -> Void

    /// How far the training is.
    public enum Progress: Sendable {
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
        /// Before the first and after each epoch: the mean loss of the right answers in the passages that are checked, in nats a
        /// token; empty when none are.
        public let checks: [Float]
    }

    /// A trainer for the student of a domain.
    public init(
        engine: Engine, domain: KnowledgeDomain, settings: ReaderSettings,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.engine = engine
        self.domain = domain
        self.settings = settings
        self.progress = progress
    }

    /// Trains a reader on passages with questions.
    ///
    /// - Throws: `Diagnosis` when training fails or a passage does not fit the model, `CancellationError`.
    public func train(_ items: [KnowledgeItem]) async throws -> Trained {
        let answered = try await answer(items)
        let count = max(0, items.count - settings.check)
        let epochs = max(1, settings.training.epochs)
        let lessons = try lessons(answered.prefix(count), epochs: epochs)
        guard !lessons.sequences.isEmpty else {
            throw Diagnosis(
                .trainingFailed, place: "the reader",
                problem:
                    "no question was answered right with its passage in view, so there is nothing to learn",
                remedy: "give more passages, or a model that reads better")
        }
        let check = try self.lessons(answered.dropFirst(count), epochs: 1).sequences
        let initial = Adapter(engine.model.configuration, settings.lora, seed: settings.seed)
        var job = lessons.job(initial: initial, settings.training)
        var checks = [try await loss(check, of: initial)]
        for epoch in 1...epochs {
            job = job.paused(at: Double(epoch) / Double(epochs), from: job.resumed)
            let (before, rows) = (job.resumed?.rows ?? 0, job.rows)
            let trained = try await run(job) { done in progress(.reading(done: before + done, of: rows)) }
            job.resumed = trained
            checks.append(try await loss(check, of: trained.adapter))
        }
        return Trained(
            adapter: job.resumed?.adapter ?? initial, tokens: job.resumed?.rows ?? 0,
            checks: settings.check > 0 ? checks : [])
    }

    private func lessons(_ items: some Collection<KnowledgeItem>, epochs: Int) throws -> ReaderLessons {
        try ReaderLessons(
            items, epochs: epochs, seed: settings.seed, prompt: domain.settings.prompt, model: engine.model)
    }

    /// Each passage with the model's own right answers.
    private func answer(_ items: [KnowledgeItem]) async throws -> [KnowledgeItem] {
        let own = OwnAnswers(engine: engine, domain: domain)
        var result: [KnowledgeItem] = []
        for (index, item) in items.enumerated() {
            progress(.answering(done: index, of: items.count))
            let seed = SeededGenerator.seed(settings.seed, stream: UInt64(index))
            result.append(try await own.answered(item, seed: seed))
        }
        return result
    }

    private func loss(_ sequences: [TrainingSequence], of reader: Adapter) async throws -> Float {
        let read = try await engine.logProbabilities(sequences.map { ($0, reader) })
        let losses = read.joined().map { -$0 }
        return losses.reduce(0, +) / Float(max(1, losses.count))
    }

    private func run(
        _ job: TrainingJob, _ progress: @escaping @Sendable (Int) -> Void
    ) async throws -> TrainedAdapter {
        var cost = StageCost()
        let trained = try await UpdateTrainer(student: engine, watch: nil, clock: .system).train(
            [job], cost: &cost, progress: { done, _ in progress(done) })[0]
        guard let failure = trained.failure else { return trained }
        throw Diagnosis(
            .trainingFailed, place: "the reader", problem: failure, remedy: "give it a lower learning rate")
    }
}
