import Files
public import LanguageModel

/// Trains a reader: first to read and to ask with passages in view, then to answer from what was learned a moment ago.
///
/// For the second, each passage is taught to an adapter of its own, stacked upon the reader; with that frozen, the reader
/// takes a step on the passage's questions, asked out of its sight. What it learns so is what all passages have in common:
/// how to answer from freshly trained weights. Source for a skill that passes from one document to the next: arXiv
/// 2601.11258, which takes differences of weights for it; first-order meta-learning (arXiv 1803.02999).
public struct ReaderTrainer: Sendable {
    private let engine: Engine
    private let domain: KnowledgeDomain
    private let settings: ReaderSettings
    private let progress: @Sendable (Progress) -> Void

    /// How far the training is.
    public enum Progress: Sendable {
        /// So many of all tokens of reading and asking.
        case reading(done: Int, of: Int)
        /// So many of all tokens of learning the passages.
        case learning(done: Int, of: Int)
        /// So many of all steps of recalling.
        case recalling(done: Int, of: Int)
    }

    /// A reader and what it took.
    public struct Trained: Sendable {
        /// The reader.
        public let adapter: Adapter
        /// Sequences that it read and asked.
        public let sequences: Int
        /// Tokens trained.
        public let tokens: Int
        /// The losses of its steps: of reading and asking, then of recalling, in nats.
        public let losses: [[Float]]
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
        let model = engine.model
        let sequences = try ReaderLessons(for: model, prompt: domain.settings.prompt).sequences(items)
        let job = TrainingJob(
            initial: Adapter(model.configuration, settings.lora, seed: settings.seed),
            sequences: sequences, settings: settings.training, seed: settings.seed)
        let read = try await run([job]) { progress(.reading(done: $0, of: $1)) }[0]
        let recalled = try await recall(items, by: read.adapter)
        return Trained(
            adapter: recalled.reader, sequences: sequences.count, tokens: read.rows + recalled.tokens,
            losses: [read.losses, recalled.losses])
    }

    private func recall(
        _ items: [KnowledgeItem], by first: Adapter
    ) async throws -> (reader: Adapter, tokens: Int, losses: [Float]) {
        var reader = first
        guard settings.recallEpochs > 0 else { return (reader, 0, []) }
        let c = engine.model.configuration
        var starts = StartingAdapters(for: engine.model)
        let jobs = try items.enumerated().map { index, item in
            var study = try domain.study([], of: item)
            study.foundation = first
            return starts.job(
                study, start: settings.seed, order: SeededGenerator.seed(settings.seed, stream: UInt64(index))
            )
        }
        let taught = try await run(jobs) { progress(.learning(done: $0, of: $1)) }
        let learned = taught.map { $0.adapter.above(first, in: c) }
        var generator = SeededGenerator(seed: settings.seed, stream: 1)
        var (tokens, losses) = (taught.map(\.rows).reduce(0, +), [Float]())
        let steps = settings.recallEpochs * items.count
        for _ in 0..<settings.recallEpochs {
            for index in items.indices.shuffled(using: &generator) {
                progress(.recalling(done: losses.count, of: steps))
                let questions = try items[index].questions.compactMap(domain.asked)
                guard !questions.isEmpty else { continue }
                var training = TrainingSettings()
                training.learningRate = settings.recallRate
                training.epochs = 1
                training.batchSize = questions.count
                training.schedule = .constant
                var job = TrainingJob(
                    initial: learned[index].stacked(below: reader, in: c), sequences: questions,
                    settings: training, seed: 0)
                job.foundation = learned[index]
                let result = try await run([job]) { _, _ in }[0]
                reader = result.adapter.above(learned[index], in: c)
                tokens += result.rows
                losses += result.losses
            }
        }
        return (reader, tokens, losses)
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
