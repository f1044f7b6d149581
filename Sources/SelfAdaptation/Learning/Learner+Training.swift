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
        cost: inout StageCost
    ) async throws -> Comparison? {
        let passage = domain.material(of: context)
        var candidates =
            edits.map { CandidateReport($0, passage: passage) } + [CandidateReport(passage: passage)]
        var starts = StartingAdapters(for: engine.model)
        let updates = try candidates.indices.map { index in
            candidates[index].excess = try domain.sequences.excess(
                of: candidates[index].items, title: context.title)
            return [
                try job(
                    candidates[index], of: context, stream: Self.stream(of: index, inContext: place),
                    &starts)
            ]
        }
        let trial = try trial(assessment, isRace: settings.race && edits.count > 1)
        let result = try await trial.run(updates, asksBase: true, cost: &cost) {
            report(trial: $0, context: place + 1, of: count)
        }
        guard let result else { return nil }
        let outcomes = Array(result.updates.joined())
        for index in candidates.indices {
            candidates[index].take(outcomes[index], assessment.reward, base: result.base)
        }
        let best = Self.best(candidates)
        return Comparison(
            before: result.base?.answers ?? [], candidates: candidates, best: best,
            winner: candidates[best].failure == nil ? outcomes[best].trained.adapter : nil)
    }

    /// A trial of updates of one context.
    func trial(_ assessment: Assessment, isRace: Bool = false) throws -> Trial {
        Trial(trainer: try trainer, race: isRace ? assessment.reward : nil) { [engine] in
            try await assessment.judge($0, engine: engine)
        }
    }

    /// Trains all candidates of a context in one pack, and watches them.
    var trainer: UpdateTrainer {
        get throws {
            UpdateTrainer(
                student: engine, watch: try domain.watch(), clock: clock, together: .max,
                allowance: allowance)
        }
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
    func join(_ reports: [ContextReport], held: [[String]], cost: inout StageCost) async throws -> Joint {
        let kept = zip(reports, held).filter { report, _ in report.candidates[report.best].failure == nil }
        guard !kept.isEmpty else { return Joint() }
        let material = kept.map { report, sentences in
            (report.candidates[report.best].items + sentences.map(StudyItem.text), report.context.title)
        }
        report(.joining)
        var starts = StartingAdapters(for: engine.model)
        let whole = try job(material, sharedDirectives(of: kept.map { $0.0 }), stream: 1 << 32, &starts)
        let (results, isWhole) = try await trainer.trainInTime([whole], cost: &cost) { done, total in
            report(.joining, done: done, total: total)
        }
        let trained = results[0]
        return Joint(
            adapter: trained.failure == nil ? trained.adapter : nil,
            training: LearningReport.FinalTraining(
                watch: WatchFigures.all(trained, of: whole), failure: trained.failure),
            isWhole: isWhole)
    }

    /// The winner of the only context, trained again as it was: for a run that was cut off after judging it.
    func retrain(_ report: ContextReport, cost: inout StageCost) async throws -> Adapter? {
        let winner = report.candidates[report.best]
        guard winner.failure == nil else { return nil }
        var starts = StartingAdapters(for: engine.model)
        let job = try job(
            winner, of: report.context, stream: Self.stream(of: report.best, inContext: 0), &starts)
        return try await trainer.train([job], cost: &cost) { done, total in
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

    /// The training of a candidate of a context.
    func job(
        _ candidate: CandidateReport, of context: Context, stream: UInt64, _ starts: inout StartingAdapters
    ) throws -> TrainingJob {
        try job([(candidate.items, context.title)], candidate.directives, stream: stream, &starts)
    }

    /// The training on study material, each part under its title, as directives would have it.
    private func job(
        _ material: [(items: [StudyItem], title: String)], _ directives: TrainingDirectives?, stream: UInt64,
        _ starts: inout StartingAdapters
    ) throws -> TrainingJob {
        starts.job(
            try domain.study(material, directives), start: settings.seed,
            order: SeededGenerator.seed(settings.seed, stream: stream))
    }
}
