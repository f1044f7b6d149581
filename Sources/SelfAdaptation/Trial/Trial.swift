import LanguageModel

/// What is studied is trained on, and the updates are judged: one way for whatever is learned and whoever wrote it.
///
/// Updates are trained together. Racing and a limit of time are options; the start of each is in its job.
struct Trial: Sendable {
    let trainer: UpdateTrainer
    /// The reward by which the worse half is given up part of the way, where a race is wanted.
    ///
    /// The last update, the text alone, always goes on. A race takes no notice of the trainer's time.
    var race: Reward?
    /// Judges adapters (`nil`: the model without an update) in one batch.
    let judge: @Sendable ([Adapter?]) async throws -> [Judgement]

    /// What is being done.
    enum Stage {
        case training(done: Int, total: Int)
        case examining
    }

    /// What came of one training.
    struct Outcome: Sendable {
        let job: TrainingJob
        let trained: TrainedAdapter
        /// How the update did; `nil` for one that was given up, and where this training of the update, or another, failed
        /// for another reason than a collapse.
        var judgement: Judgement?
        /// How far training had come when a race gave the update up.
        var dropped: CandidateReport.Dropped?

        /// What was seen of the update, by epoch.
        var figures: [WatchFigures] { WatchFigures.all(trained, of: job) }
    }

    /// The outcomes of each update's trainings.
    struct Result: Sendable {
        /// The model without an update; `nil` when it was not asked.
        var base: Judgement?
        var updates: [[Outcome]]
    }

    /// Trains updates, each once or several times, and judges them.
    ///
    /// - Parameters:
    ///   - updates: The trainings of each update.
    ///   - asksBase: Whether the model without an update sits the first exam, too.
    ///   - cost: What it takes is added to this.
    ///   - progress: Told what is being done.
    /// - Returns: `nil` when the time was up before the trainings had come to their ends.
    /// - Throws: What engine and judges throw.
    func run(
        _ updates: [[TrainingJob]], asksBase: Bool = false, cost: inout StageCost,
        progress: @Sendable (Stage) -> Void
    ) async throws -> Result? {
        let jobs = updates.enumerated().flatMap { index, jobs in jobs.map { (place: index, job: $0) } }
        var outcomes: [Outcome?] = jobs.map { _ in nil }
        var running = Array(jobs.indices)
        var base: Judgement?
        for share in (race == nil ? [] : Race.checkpoints) + [1] {
            let (trained, isWhole) = try await trainer.trainInTime(
                running.map { jobs[$0].job.paused(at: share, from: outcomes[$0]?.trained) },
                cost: &cost
            ) { progress(.training(done: $0, total: $1)) }
            guard isWhole else { return nil }
            var failed: Set<Int> = []
            for (index, result) in zip(running, trained) {
                let outcome = Outcome(job: jobs[index].job, trained: result)
                outcomes[index] = outcome
                if result.failure != nil, !outcome.figures.hasCollapsed { failed.insert(jobs[index].place) }
            }
            progress(.examining)
            let start = trainer.clock.now
            let judged = zip(running, trained).filter { !failed.contains(jobs[$0.0].place) }
            let good = judged.filter { $1.failure == nil }.map { Optional($1.adapter) }
            var verdicts = try await judge((asksBase && base == nil ? [nil] : []) + good)[...]
            if asksBase, base == nil { base = verdicts.removeFirst() }
            cost.examSeconds += trainer.clock.now - start
            for (index, result) in judged {
                outcomes[index]?.judgement = result.failure == nil ? verdicts.removeFirst() : .collapsed
            }
            guard let race, share < 1 else { break }
            let scores = Dictionary(
                uniqueKeysWithValues: running.map { ($0, outcomes[$0]?.score(race, base: base)) })
            let survivors = Race.survivors(scores, passage: jobs.count - 1)
            for index in running where !survivors.contains(index) {
                outcomes[index]?.dropped = (scores[index] ?? nil).map { .init(share: share, score: $0) }
                outcomes[index]?.judgement = nil
            }
            running = survivors
        }
        var rest = outcomes.compactMap { $0 }[...]
        return Result(
            base: base,
            updates: updates.map { jobs in
                defer { rest = rest.dropFirst(jobs.count) }
                return Array(rest.prefix(jobs.count))
            })
    }
}

extension Trial {
    /// A trial of updates of one item, judged by its exam.
    init<D: Domain>(of item: D.Item, in domain: D, student: Engine, clock: WorkClock) throws {
        self.init(trainer: UpdateTrainer(student: student, watch: try domain.watch(), clock: clock)) {
            try await domain.judge($0, on: item, engine: student)
        }
    }
}

extension Trial.Outcome {
    /// The reward of an update that was trained to its end.
    func score(_ reward: Reward, base: Judgement?) -> Double? {
        guard trained.failure == nil, let judgement, let base else { return nil }
        return reward.value(of: judgement, before: base)
    }
}
