import LanguageModel

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
        let passage = TextPieces.of(context.text).map(StudyItem.text)
        var candidates = edits.map { edit in
            CandidateReport(
                origin: edit.style == nil ? .given : .selfEdit, style: edit.style, text: edit.text,
                items: edit.items + passage)
        }
        candidates.append(CandidateReport(origin: .passage, style: nil, text: "", items: passage))
        let initial = initialAdapter()
        let jobs = try candidates.enumerated().map { index, candidate in
            try job(
                [(candidate.items, context.title)], from: initial,
                stream: Self.stream(of: index, inContext: place))
        }
        let trained = try await train(jobs, clock: clock) { done, total in
            report(.training, context: place + 1, of: count, done: done, total: total)
        }
        report(.examining, context: place + 1, of: count)
        let judged = try await assessment.judge([nil] + trained.map(\.adapter), engine: engine)
        for index in candidates.indices {
            let result = trained[index]
            candidates[index].sequences = jobs[index].sequences.count
            candidates[index].rows = result.rows
            candidates[index].firstLoss = result.losses.first
            candidates[index].lastLoss = result.losses.last
            candidates[index].failure = result.failure
            guard result.failure == nil else { continue }
            switch assessment {
            case .exam: candidates[index].score = judged[index + 1].score
            case .heldOut: candidates[index].score = judged[index + 1].score - judged[0].score
            }
            candidates[index].answers = judged[index + 1].answers
        }
        let best = Self.best(candidates)
        return Comparison(
            before: judged[0].answers, candidates: candidates, best: best,
            winner: candidates[best].failure == nil ? trained[best].adapter : nil)
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

    /// One adapter for all contexts: trained on what each context kept and on the sentences held out so far.
    func join(_ reports: [ContextReport], held: [[String]], clock: TrainingClock) async throws -> Adapter? {
        let material = zip(reports, held).map { report, sentences in
            (report.candidates[report.best].items + sentences.map(StudyItem.text), report.context.title)
        }
        report(.joining)
        let trained = try await train(
            [job(material, from: initialAdapter(), stream: 1 << 32)], clock: clock
        ) { done, total in
            report(.joining, done: done, total: total)
        }
        return trained.first.flatMap { $0.failure == nil ? $0.adapter : nil }
    }

    /// The winner of the only context, trained again as it was: for a run that was cut off after judging it.
    func retrain(_ report: ContextReport, clock: TrainingClock) async throws -> Adapter? {
        let winner = report.candidates[report.best]
        guard winner.failure == nil else { return nil }
        let job = try job(
            [(winner.items, report.context.title)], from: initialAdapter(),
            stream: Self.stream(of: report.best, inContext: 0))
        return try await train([job], clock: clock) { done, total in
            self.report(.training, context: 1, of: 1, done: done, total: total)
        }.first?.adapter
    }

    /// The stream of random numbers that orders a candidate's sequences.
    private static func stream(of candidate: Int, inContext context: Int) -> UInt64 {
        UInt64(context) << 16 | UInt64(candidate)
    }

    /// What every candidate starts from: the same factors, so that they differ by what they learn alone.
    private func initialAdapter() -> Adapter {
        Adapter(engine.model.configuration, settings.innerLoop.lora, seed: settings.seed)
    }

    /// A job on study material, each part under its title.
    private func job(
        _ material: [(items: [StudyItem], title: String)], from initial: Adapter, stream: UInt64
    ) throws -> TrainingJob {
        let sequences = TrainingSequences(model: engine.model, prompt: settings.prompt)
        return TrainingJob(
            initial: initial,
            sequences: try material.flatMap { try sequences.make($0.items, title: $0.title) },
            settings: settings.innerLoop.training, seed: SeededGenerator.seed(settings.seed, stream: stream))
    }

    private func train(
        _ jobs: [TrainingJob], clock: TrainingClock, progress: @Sendable (Int, Int) -> Void
    ) async throws -> [TrainedAdapter] {
        let start = ContinuousClock.now
        let trained = try await engine.train(jobs, progress: progress)
        clock.add(rows: trained.map(\.rows).reduce(0, +), time: ContinuousClock.now - start)
        return trained
    }
}
