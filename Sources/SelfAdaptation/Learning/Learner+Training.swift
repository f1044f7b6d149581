import LanguageModel
import Text

extension Learner {
    /// The candidates of one context, with the best one's adapter.
    struct Comparison {
        var before: [Exam.Answer]
        var candidates: [CandidateReport]
        var best: Int
        var winner: Adapter?
    }

    /// Trains the candidates of one context together, the text alone among them, and judges them.
    func compare(
        _ context: Context, _ edits: [SelfEdit], _ assessment: Assessment, place: Int, of count: Int,
        clock: TrainingClock
    ) async throws -> Comparison {
        let passage = settings.pieces(for: engine.model).of(context.text).map(StudyItem.text)
        var candidates = edits.map { CandidateReport($0, passage: passage) }
        candidates.append(CandidateReport(passage: passage))
        var jobs: [TrainingJob] = []
        for (index, candidate) in candidates.enumerated() {
            candidates[index].excess = try excess(of: candidate, title: context.title)
            jobs.append(
                try job(
                    [(candidate.items, context.title)], candidate.directives,
                    stream: Self.stream(of: index, inContext: place), among: jobs))
        }
        var trained: [TrainedAdapter?] = Array(repeating: nil, count: jobs.count)
        var running = Array(jobs.indices)
        var bare: Assessment.Result?
        for share in (settings.race && edits.count > 1 ? Race.checkpoints : []) + [1] {
            let stage = running.map { jobs[$0].paused(at: share, from: trained[$0]) }
            let results = try await train(stage, clock: clock) { done, total in
                report(.training, context: place + 1, of: count, done: done, total: total)
            }
            for (index, result) in zip(running, results) {
                trained[index] = result
                candidates[index].take(result, of: jobs[index])
                // What it scored at an earlier checkpoint is nothing that it could keep.
                candidates[index].score = nil
                candidates[index].answers = []
            }
            report(.examining, context: place + 1, of: count)
            let good = zip(running, results).filter { $1.failure == nil }
            let adapters = (bare == nil ? [nil] : []) + good.map(\.1.adapter)
            var judged = try await assessment.judge(adapters, engine: engine)[...]
            let before = bare ?? judged.removeFirst()
            bare = before
            for ((index, _), verdict) in zip(good, judged) {
                candidates[index].score = assessment.score(verdict, before: before)
                candidates[index].answers = verdict.answers
            }
            guard share < 1 else { break }
            let scores = Dictionary(uniqueKeysWithValues: running.map { ($0, candidates[$0].score) })
            let survivors = Race.survivors(scores, passage: candidates.count - 1)
            for index in running where !survivors.contains(index) { candidates[index].drop(at: share) }
            running = survivors
        }
        let best = Self.best(candidates)
        return Comparison(
            before: bare?.answers ?? [], candidates: candidates, best: best,
            winner: candidates[best].failure == nil ? trained[best]?.adapter : nil)
    }

    /// The highest score; among equals the text alone, which assumes least, then the first.
    static func best(_ candidates: [CandidateReport]) -> Int {
        let passage = candidates.count - 1
        return candidates.indices.reduce(passage) { best, index in
            guard let score = candidates[index].score else { return best }
            guard let highest = candidates[best].score else { return index }
            return score > highest ? index : best
        }
    }

    /// An adapter for all contexts.
    struct Joint {
        /// The adapter, unless training failed.
        var adapter: Adapter?
        var training: LearningReport.FinalTraining?
        /// Whether there was time for all its steps.
        var isWhole = true
    }

    /// One adapter for all contexts: trained on what each context kept and on the sentences held out so far.
    ///
    /// A context of which no candidate was trained to its end has kept nothing.
    func join(_ reports: [ContextReport], held: [[String]], clock: TrainingClock) async throws -> Joint {
        let kept = zip(reports, held).filter { report, _ in report.candidates[report.best].failure == nil }
        guard !kept.isEmpty else { return Joint() }
        let material = kept.map { report, sentences in
            (report.candidates[report.best].items + sentences.map(StudyItem.text), report.context.title)
        }
        report(.joining)
        let whole = try job(material, sharedDirectives(of: kept.map { $0.0 }), stream: 1 << 32)
        let (trained, isWhole) = try await trainInSlices(whole, clock: clock) { done, total in
            report(.joining, done: done, total: total)
        }
        return Joint(
            adapter: trained.failure == nil ? trained.adapter : nil,
            training: LearningReport.FinalTraining(
                watch: WatchFigures.all(trained, of: whole), failure: trained.failure),
            isWhole: isWhole)
    }

    /// The winner of the only context, trained again as it was: for a run that was cut off after judging it.
    func retrain(_ report: ContextReport, clock: TrainingClock) async throws -> Adapter? {
        let winner = report.candidates[report.best]
        guard winner.failure == nil else { return nil }
        let job = try job(
            [(winner.items, report.context.title)], winner.directives,
            stream: Self.stream(of: report.best, inContext: 0))
        return try await train([job], clock: clock) { done, total in
            self.report(.training, context: 1, of: 1, done: done, total: total)
        }.first?.adapter
    }

    /// The stream of random numbers that orders a candidate's sequences.
    static func stream(of candidate: Int, inContext context: Int) -> UInt64 {
        UInt64(context) << 16 | UInt64(candidate)
    }

    /// The directives of the adapter for all contexts: those that every winner asked for, none when they differ.
    private func sharedDirectives(of reports: [ContextReport]) -> TrainingDirectives? {
        let asked = reports.map { $0.candidates[$0.best].directives }
        return asked.allSatisfy { $0 == asked.first } ? asked.first ?? nil : nil
    }

    /// A job on study material, each part under its title, as its directives would have it.
    ///
    /// Candidates of one shape start from the same factors, so that they differ by what they learn alone; those of jobs
    /// `among` which it is are not made twice.
    func job(
        _ material: [(items: [StudyItem], title: String)], _ directives: TrainingDirectives?, stream: UInt64,
        among others: [TrainingJob] = []
    ) throws -> TrainingJob {
        let configuration = engine.model.configuration
        let sequences = TrainingSequences(model: engine.model, prompt: settings.prompt)
        let loop = directives?.applied(to: settings.innerLoop, in: configuration) ?? settings.innerLoop
        let layout = AdapterLayout(configuration, loop.lora)
        return TrainingJob(
            initial: others.first { $0.initial.layout == layout }?.initial
                ?? Adapter(configuration, loop.lora, seed: settings.seed),
            sequences: try material.flatMap { try sequences.make($0.items, title: $0.title) },
            settings: loop.training(texts: material.count),
            seed: SeededGenerator.seed(settings.seed, stream: stream))
    }

    /// What of a candidate's material is too long to be trained on as it is.
    func excess(of candidate: CandidateReport, title: String) throws -> ExcessMaterial? {
        try TrainingSequences(model: engine.model, prompt: settings.prompt)
            .excess(of: candidate.items, title: title)
    }

    /// Trains jobs together, and watches them.
    func train(
        _ jobs: [TrainingJob], clock: TrainingClock, progress: @Sendable (Int, Int) -> Void
    ) async throws -> [TrainedAdapter] {
        let start = self.clock.now
        let watch = try CollapseWatch(settings.prompt, model: engine.model)
        let trained = try await engine.train(
            jobs.map(watch.watching), watch: watch.training, progress: progress)
        let before = jobs.compactMap(\.resumed).map(\.rows).reduce(0, +)
        clock.add(rows: trained.map(\.rows).reduce(0, +) - before, seconds: self.clock.now - start)
        return trained
    }
}
