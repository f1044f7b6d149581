import LanguageModel
import Text

extension Learner {
    /// Trains and judges the candidates of one context one after the other, the text alone first, as far as there is
    /// time.
    ///
    /// - Parameters:
    ///   - context: What is learned.
    ///   - given: Study material in place of the model's own.
    ///   - assessment: Judges what was learned.
    ///   - place: The context's place in the document.
    ///   - count: Contexts of the document.
    ///   - earlier: What came of the contexts before.
    ///   - asked: Questions of the whole exam; none where sentences were held out.
    ///   - cost: What it takes is added to this.
    /// - Returns: The finished candidates, the text alone last; `nil` when not even that was finished.
    /// - Throws: What author, engine, grader and journal throw.
    func compareInTurn(
        _ context: Context, given: [String]?, _ assessment: Assessment, place: Int, of count: Int,
        before earlier: [ContextReport], asked: Int, cost: inout StageCost
    ) async throws -> Comparison? {
        let passage = domain.material(of: context)
        let text = CandidateReport(passage: passage)
        let last = given?.count ?? (settings.passageOnly ? 0 : settings.candidates)
        let turn = Turn(
            context: context, place: place, count: count, assessment: assessment,
            later: later(earlier, isAlone: count == 1, asked: asked))
        guard
            let first = try await tryOut(
                text, stream: Self.stream(of: last, inContext: place), in: turn, before: nil, step: 0,
                cost: &cost)
        else { return nil }
        var tried = [first]
        let edits = try await selfEdits(of: context, given: given, in: turn, atLeast: first.report.rows)
        for (index, edit) in (edits ?? []).enumerated() {
            let candidate = CandidateReport(edit, passage: passage)
            guard
                let result = try await tryOut(
                    candidate, stream: Self.stream(of: index, inContext: place), in: turn,
                    before: first.before, step: index + 1, cost: &cost)
            else { break }
            tried.append(result)
        }
        // As everywhere, the text alone is the last.
        tried.append(tried.removeFirst())
        let candidates = tried.map(\.report)
        let best = Self.best(candidates)
        return Comparison(
            before: first.before.answers, candidates: candidates, best: best,
            winner: candidates[best].failure == nil ? tried[best].adapter : nil)
    }

    /// Where in the document candidates are tried, and what must still fit after them.
    private struct Turn {
        let context: Context
        let place: Int
        let count: Int
        let assessment: Assessment
        /// Steps at the end of the run, but for what this context adds to them; none without a clock.
        let later: (parts: [WorkPart], isJoint: Bool)
    }

    /// A candidate with what came of it.
    private struct Tried {
        var report: CandidateReport
        let adapter: Adapter
        let before: Judgement
    }

    /// Trains and judges one candidate.
    ///
    /// - Returns: `nil` when there is no time for it, or not enough.
    private func tryOut(
        _ candidate: CandidateReport, stream: UInt64, in turn: Turn, before: Judgement?, step: Int,
        cost: inout StageCost
    ) async throws -> Tried? {
        var candidate = candidate
        candidate.excess = try domain.sequences.excess(of: candidate.items, title: turn.context.title)
        var starts = StartingAdapters(for: engine.model)
        let job = try job(candidate, of: turn.context, stream: stream, &starts)
        let training = WorkAmount.training(
            Double(job.rows), share: settings.innerLoop.lora.share(of: engine.model))
        let adapters = before == nil ? 2 : 1
        var parts: [WorkPart] = []
        if let allowance {
            parts = [
                allowance.part(.training, training),
                allowance.exam(
                    turn.assessment.questions, adapters: adapters, answering: domain.answering),
            ]
            let joint = turn.later.isJoint ? [allowance.part(.joining, training)] : []
            guard allowance.fits(parts + turn.later.parts + joint) else { return nil }
        }
        let start = clock.now
        let result = try await trial(turn.assessment).run(
            [[job]], asksBase: before == nil, cost: &cost
        ) {
            report(trial: $0, context: turn.place + 1, of: turn.count, candidate: step)
        }
        guard let outcome = result?.updates.first?.first, let before = before ?? result?.base else {
            return nil
        }
        allowance?.note(parts, took: clock.now - start)
        candidate.take(outcome, turn.assessment.reward, base: before)
        return Tried(report: candidate, adapter: outcome.trained.adapter, before: before)
    }

    /// The steps that follow the last context: one adapter for what was kept, and its exam.
    private func later(
        _ reports: [ContextReport], isAlone: Bool, asked: Int
    ) -> (parts: [WorkPart], isJoint: Bool) {
        guard let allowance, !isAlone || asked == 0 else { return ([], false) }
        let rows = reports.map { $0.candidates[$0.best].rows }.reduce(0, +)
        let share = settings.innerLoop.lora.share(of: engine.model)
        return (
            [
                allowance.part(.joining, .training(Double(rows), share: share)),
                allowance.exam(asked, adapters: 2, answering: domain.answering),
            ],
            true
        )
    }

    /// The self-edits of one context; `nil` when there was no time to write them, or for nothing after it.
    ///
    /// One of them is trained on at least as many rows as the text alone.
    private func selfEdits(
        of context: Context, given: [String]?, in turn: Turn, atLeast rows: Int
    ) async throws -> [SelfEdit]? {
        if settings.passageOnly { return [] }
        if let given { return given.map { SelfEdit(style: nil, text: $0) } }
        let key = "self-edits \(turn.place)"
        if let known = try await journal.recall(key, [SelfEdit].self) { return known }
        report(.writingSelfEdits, context: turn.place + 1, of: turn.count)
        var (writing, later) = ([WorkPart](), [WorkPart]())
        if let allowance {
            let training = allowance.part(
                .training,
                .training(Double(rows), share: settings.innerLoop.lora.share(of: engine.model)))
            writing = [allowance.part(.writing, try writingAmount(of: context))]
            later =
                [
                    training,
                    allowance.exam(turn.assessment.questions, adapters: 1, answering: domain.answering),
                ] + turn.later.parts
            if turn.later.isJoint { later.append(training) }
        }
        let edits = try await allowance.attempt(writing, before: later) {
            try await SelfEditWriter(author: author, prompts: domain.prompts).write(
                [context], count: settings.candidates,
                seed: SeededGenerator.seed(settings.seed, stream: UInt64(turn.place))
            ) { tokens in
                report(.writingSelfEdits, context: turn.place + 1, of: turn.count, done: tokens)
            }[0].map { SelfEdit(style: settings.style, written: $0) }
        }
        if let edits { try await journal.write(edits, as: key) }
        return edits
    }

    /// What writing the self-edits of a context is expected to take.
    private func writingAmount(of context: Context) throws -> WorkAmount {
        try domain.outlook(KnowledgeItem(context: context, questions: []), habits: habits)
            .writing(settings.candidates)
    }
}
