import Files

/// Computes with one model, on a fixed set of threads: it answers, trains and scores.
///
/// Whoever waits for an answer comes first: such requests join those that are being answered, and all other work is left
/// between two layers for them, by the rule of ``Turns``; what it computes is the same however often it was left. Trainings,
/// scorings and batches that nobody sits beside wait for one another. A cancelled task stops its work between two steps.
///
/// A batch is the same wherever it runs. Which requests that somebody waits for are in one batch depends on when they come:
/// that changes the order of some sums, and with it at most the last bits of what is likely.
public actor Engine {
    /// The base model.
    public nonisolated let model: LanguageModel
    /// Threads that compute.
    public nonisolated let threads: Int
    /// Bytes of main memory that the process may come to; `nil` when nothing limits them.
    public nonisolated let memory: Int?
    private nonisolated let memoryModel: MemoryModel
    private nonisolated let thread = EngineThread()
    private nonisolated let inbox = GenerationInbox()

    /// Answers, with scratch memory of its own: it gets in between two layers of what the other is at.
    private let generator: Generator
    private var isAnswering = false
    private var turns = Turns()

    /// Trains and scores.
    private let transformer: Transformer
    private let prober: Generator
    private var trainer: Trainer
    private var hasTrained = false
    private let scorer: Scorer
    private var watcher: Watcher?
    /// Bytes that a training takes beside the model.
    private var trainingBytes = 0

    /// Where its work runs: on a thread of its own, so that nobody else's waits behind it.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Tokens whose keys and values are kept for requests that somebody waits for.
    private static let prefixTokens = 4096
    /// Rows of prompts in one pass of those: fewer, so that no other answer waits for long.
    private static let prefillRows = 256

    /// An engine over a loaded model; `nil` threads takes one for each core.
    ///
    /// Within `memory` bytes, the whole process counted, trainings are laid out so that they fit, and as many texts are
    /// written at once.
    public init(_ model: LanguageModel, threads: Int? = nil, memory: Int? = nil) {
        self.model = model
        self.memory = memory
        let pool = ThreadPool(threads: threads)
        self.threads = pool.threads
        memoryModel = MemoryModel(model.parts, threads: pool.threads)
        generator = Generator(
            Transformer(model.parts, pool: pool), tokenizer: model.tokenizer, endTokens: model.endTokens,
            prefillRows: Self.prefillRows, prefixTokens: Self.prefixTokens)
        transformer = Transformer(model.parts, pool: pool)
        prober = Generator(transformer, tokenizer: model.tokenizer, endTokens: model.endTokens)
        trainer = Trainer(transformer)
        scorer = Scorer(transformer)
    }

    /// Answers requests: in one batch with those of others where somebody waits for all of them, else in a batch of their own.
    ///
    /// - Parameters:
    ///   - requests: Prompts, each with its adapter and options.
    ///   - onText: Told pieces of text as they are certain.
    ///   - progress: Told the tokens generated so far.
    /// - Returns: Continuations: [request][sample].
    /// - Throws: `Diagnosis` for a request that cannot be answered, with `.notFinite` where the model's numbers, or
    ///   an adapter's that is not on trial, overflow; `CancellationError` when cancelled.
    public nonisolated func generate(
        _ requests: [GenerationRequest], onText: (@Sendable (GenerationEvent) -> Void)? = nil,
        progress: @escaping @Sendable (_ tokens: Int) -> Void = { _ in }
    ) async throws -> [[Generation]] {
        try check(requests)
        let job = GenerationJob(requests, onText: onText, progress: progress)
        let answers = try await requests.allSatisfy(\.isInteractive) ? join(job) : run(job)
        for (request, samples) in zip(requests, answers)
        where request.adapter == nil || !request.toleratesOverflow {
            if samples.contains(where: { $0.finishReason == .overflow }) {
                throw overflow(of: request.adapter)
            }
        }
        return answers
    }

    /// Forgets what is kept of texts that were read and written, beyond what is being answered.
    public func forgetTexts() { generator.forgetPrefixes() }

    /// Tokens of prompts that were computed so far for those who wait; what was known of them is not among them.
    package var promptTokensComputed: Int { generator.promptTokens }

    /// Lets a job join those that are being answered.
    private nonisolated func join(_ job: GenerationJob) async throws -> [[Generation]] {
        inbox.add(job)
        let answers = await withTaskCancellationHandler {
            Task { await self.answer() }
            return await job.outcome()
        } onCancel: {
            job.cancel()
        }
        guard let answers else { throw CancellationError() }
        return answers
    }

    /// Answers a job by itself.
    private func run(_ job: GenerationJob) throws -> [[Generation]] {
        giveBackMemory()
        prober.cacheTokens = max(
            0, cacheTokens(beside: job.requests.compactMap(\.adapter)) - generator.heldTokens)
        return try interrupted { try prober.run(job, shouldStop: { Task.isCancelled }) }
    }

    /// Answers until nobody waits; other work gets in between two steps.
    private func answer() async {
        guard !isAnswering else { return }
        isAnswering = true
        defer { isAnswering = false }
        giveBackMemory()
        while take(isTraining: false) { await Task.yield() }
    }

    /// Takes one turn of answering; false when it is not its turn.
    private func take(isTraining: Bool) -> Bool {
        for job in inbox.take() { generator.add(job) }
        generator.cacheTokens = cacheTokens(beside: generator.adapters)
        let turn = turns.next(generator.prepare(isTraining: isTraining))
        guard turn == .prefill || turn == .decode else { return false }
        let start = ContinuousClock.now
        generator.take(turn)
        turns.took(turn, seconds: start.duration(to: .now).seconds)
        return true
    }

    /// Does long work that is left between two layers for whoever waits for an answer.
    private func interrupted<Result>(_ work: () throws -> Result) rethrows -> Result {
        var start = ContinuousClock.now
        transformer.interlude = { [unowned self] in
            assumeIsolated { engine in
                engine.turns.took(.train, seconds: start.duration(to: .now).seconds)
                while engine.take(isTraining: true) {}
                start = .now
            }
        }
        defer { transformer.interlude = nil }
        return try work()
    }

    /// Looks at adapters as a watch does while they are trained: how far they are from the base, and what they answer.
    ///
    /// - Parameters:
    ///   - adapters: Who is asked.
    ///   - probes: What they are asked.
    /// - Returns: A look for each, at step 0.
    /// - Throws: `Diagnosis` for a probe that is empty or too long, or an adapter of another base; `CancellationError`.
    public func look(at adapters: [Adapter], probes: TrainingWatch.Probes) throws -> [TrainingLook] {
        for prompt in probes.prompts { try check(prompt, limit: model.configuration.contextLength - 1) }
        for adapter in adapters { try check(adapter) }
        giveBackMemory()
        let watcher = Watcher(TrainingWatch(probes) { _, _ in nil }, transformer, prober)
        watcher.cacheTokens = cacheTokens(beside: adapters)
        return try interrupted {
            try watcher.look(
                at: adapters, steps: adapters.map { _ in 0 }, shouldStop: { Task.isCancelled })
        }
    }

    /// Gives back what training has grown: caches need it.
    private func giveBackMemory() {
        guard hasTrained else { return }
        trainer = Trainer(transformer)
        transformer.release()
        hasTrained = false
    }

    /// Trains adapters together.
    ///
    /// A job that fails says why and leaves the others alone; one with a pause can be resumed.
    ///
    /// - Parameters:
    ///   - jobs: Adapters to train, with what they learn from.
    ///   - watch: Looks at adapters when their jobs say so, and may end their training.
    ///   - progress: Told the rows (tokens) trained so far and in all.
    /// - Returns: What came of each job, in their order.
    /// - Throws: `Diagnosis` for a sequence or a probe that is empty or too long, a plan that names none, or an adapter
    ///   of another base, or memory that even the smallest plan exceeds; `CancellationError` when cancelled.
    public func train(
        _ jobs: [TrainingJob], watch: TrainingWatch? = nil,
        progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> [TrainedAdapter] {
        for prompt in watch?.probes.prompts ?? [] {
            try check(prompt, limit: model.configuration.contextLength - 1)
        }
        for sequence in jobs.flatMap(\.sequences) {
            try check(sequence.tokens, limit: model.configuration.contextLength)
        }
        for job in jobs {
            try check(job.initial)
            guard
                job.steps.allSatisfy({ step in
                    !step.isEmpty
                        && step.allSatisfy { !$0.isEmpty && $0.allSatisfy(job.sequences.indices.contains) }
                })
            else {
                throw Diagnosis(
                    .badRequest, problem: "a training step names no sequence, or one that is not there",
                    remedy: "give every batch at least one of the job's sequences")
            }
            for sequence in job.sequences {
                for target in sequence.soft?.places ?? [] { try check(target) }
            }
            if let resumed = job.resumed, resumed.adapter.layout != job.initial.layout {
                throw Diagnosis(
                    .badRequest, problem: "a training can't go on with an adapter of another shape",
                    remedy: "resume the job that was paused")
            }
        }
        let plan = try plan(TrainingShape.of(jobs), watch: watch?.probes)
        hasTrained = true
        trainingBytes = max(0, plan.bytes - memoryModel.base) + plan.keptFloats * MemoryLayout<Float>.stride
        defer { trainingBytes = 0 }
        let trained = interrupted {
            trainer.train(
                jobs, plan, watcher: watch.map { watcher($0, plan) }, progress: progress,
                shouldStop: { Task.isCancelled })
        }
        try Task.checkCancellation()
        return trained
    }

    /// The watcher for a training: what it knows of the base it keeps.
    private func watcher(_ watch: TrainingWatch, _ plan: TrainingPlan) -> Watcher {
        let known = watcher?.probes == watch.probes ? watcher : nil
        let watcher = known ?? Watcher(watch, transformer, prober)
        watcher.verdict = watch.verdict
        let kept = plan.keptFloats * MemoryLayout<Float>.stride
        watcher.cacheTokens =
            memory.map { max(0, $0 - plan.bytes - kept) / memoryModel.cacheBytesPerToken } ?? .max
        self.watcher = watcher
        return watcher
    }

    /// How trainings of these shapes, begun together, are laid out in the memory that there is beside what a watch with
    /// some probes takes.
    ///
    /// - Throws: `Diagnosis` with `.tooLarge` when even the smallest plan does not fit.
    public nonisolated func plan(
        _ shapes: [TrainingShape], watch probes: TrainingWatch.Probes? = nil
    ) throws -> TrainingPlan {
        guard let memory else { return TrainingPlan() }
        let watching = probes.map(memoryModel.watching) ?? 0
        if var plan = TrainingPlan.fitting(shapes, memoryModel, limit: memory - watching) {
            plan.bytes += watching
            return plan
        }
        // Rounded up, so that who allows as much is not refused again.
        let least = (memoryModel.training(shapes, .smallest) + watching + 999_999) / 1_000_000
        throw Diagnosis(
            .tooLarge, file: model.path,
            problem:
                "training takes \(least) MB of memory at the least, "
                + "where \(memory / 1_000_000) MB may be used",
            remedy: "allow more memory, or train fewer layers, a lower rank or shorter texts")
    }

    /// Tokens whose keys and values fit beside the model and adapters.
    private func cacheTokens(beside adapters: [Adapter]) -> Int {
        guard let memory else { return .max }
        let distinct = Dictionary(adapters.map { (ObjectIdentifier($0), $0) }, uniquingKeysWith: { $1 })
        let factors = distinct.values.map(\.parameterCount).reduce(0, +) * MemoryLayout<Float>.stride
        return max(0, memory - memoryModel.base - trainingBytes - factors) / memoryModel.cacheBytesPerToken
    }

    /// Log-probabilities, in nats, of the tokens of each sequence from its `lossStart` on.
    ///
    /// - Parameters:
    ///   - sequences: What is read, each with the adapter that reads it.
    ///   - toleratesOverflow: Whether adapters whose numbers overflow get NaN, as where they are on trial.
    /// - Returns: A list for each sequence.
    /// - Throws: `Diagnosis` for a sequence that is empty or too long, or an adapter of another base; with
    ///   `.notFinite` where numbers overflow.
    public func logProbabilities(
        _ sequences: [(sequence: TrainingSequence, adapter: Adapter?)], toleratesOverflow: Bool = false
    ) throws -> [[Float]] {
        for entry in sequences {
            try check(entry.sequence.tokens, limit: model.configuration.contextLength)
            try check(entry.adapter)
        }
        let results = interrupted { scorer.run(sequences) }
        for (entry, values) in zip(sequences, results) where entry.adapter == nil || !toleratesOverflow {
            guard values.allSatisfy(\.isFinite) else { throw overflow(of: entry.adapter) }
        }
        return results
    }

    /// What models find likely at each place of a sequence from its `lossStart` on, to be learned from.
    ///
    /// - Parameters:
    ///   - sequences: What is read, each with the adapter that reads it.
    ///   - count: The likeliest tokens that are told of.
    ///   - temperature: Divides the logits.
    /// - Returns: A list for each sequence.
    /// - Throws: `Diagnosis` for a sequence that is empty or too long, or an adapter of another base; with
    ///   `.notFinite` where numbers overflow.
    public func teach(
        _ sequences: [(sequence: TrainingSequence, adapter: Adapter?)], count: Int = 16,
        temperature: Float = 2
    ) throws -> [[SoftTarget]] {
        for entry in sequences {
            try check(entry.sequence.tokens, limit: model.configuration.contextLength)
            try check(entry.adapter)
        }
        let results = interrupted {
            scorer.teach(sequences, count: count, temperature: temperature)
        }
        for (entry, places) in zip(sequences, results)
        where !places.allSatisfy({ $0.probabilities.allSatisfy(\.isFinite) }) {
            throw overflow(of: entry.adapter)
        }
        return results
    }
}

extension Duration {
    /// The same as a number.
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
