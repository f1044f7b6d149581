import LanguageModel

extension Learner {
    /// What a document ends as: its adapter, unless training failed, with the answers without and with it.
    struct Final {
        var adapter: Adapter?
        var before: [Exam.Answer]
        var after: [Exam.Answer]
        /// The adapter's answers to questions that the document does not answer.
        var unanswerable: [UnanswerableQuestions.Answer]?
        /// The adapter's own training, where it is no candidate's.
        var training: LearningReport.FinalTraining?
    }

    /// Lets the bare model and the joint adapter sit the whole exam, if there is one.
    func examine(_ adapter: Adapter?, _ exam: Exam?) async throws -> Final {
        guard let exam else { return Final(adapter: adapter, before: [], after: []) }
        report(.examining)
        let answers = try await exam.sit([nil] + (adapter.map { [$0] } ?? []), engine: engine)
        return Final(adapter: adapter, before: answers[0], after: answers[answers.count - 1])
    }

    /// Asks the adapter what the document does not answer: once, at the end, as no candidate is chosen by it.
    func askUnanswerable(_ adapter: Adapter?) async throws -> [UnanswerableQuestions.Answer]? {
        guard let adapter else { return nil }
        return try await domain.unanswerable(nil).sit([adapter], engine: engine)[0]
    }

    /// Whether the final adapter is better than nothing, with the answers that show it.
    ///
    /// `questions` is none when held-out sentences took the exam's place.
    func conclude(
        _ title: String, _ reports: [ContextReport], _ final: Final, questions: [Question]?,
        spent: StageCost, cut: LearningReport.Cut?
    ) -> (report: LearningReport, adapter: Adapter?) {
        var (before, after) = (final.before.answered, final.after.answered)
        if questions == nil {
            let gains = reports.compactMap { $0.candidates[$0.best].score }
            (before, after) = (0, gains.isEmpty ? 0 : gains.reduce(0, +) / Double(gains.count))
        }
        let isKept = final.adapter != nil && after > before
        let report = LearningReport(
            title: title, measure: questions == nil ? .heldOut : .exam, contexts: reports,
            questions: questions ?? [], before: final.before, after: final.after, scoreBefore: before,
            scoreAfter: after, unanswerable: final.unanswerable, final: final.training, isKept: isKept,
            rows: spent.trainedRows, lastRows: spent.trainedRows,
            trainingSeconds: spent.trainingSeconds, cut: cut)
        return (report, isKept ? final.adapter : nil)
    }
}
