package import LanguageModel

/// How updates are judged: by an exam, or by how likely held-out sentences have become.
package enum Assessment: Sendable {
    /// Questions out of sight of the text.
    case exam(Exam)
    /// Sentences of the text that are never trained on while candidates are compared.
    case heldOut([TrainingSequence])

    /// Questions that are asked; none where sentences were held out.
    var questions: Int {
        if case .exam(let exam) = self { exam.questions.count } else { 0 }
    }

    /// What counts of a judgement: the exam's score, or what was gained on held-out sentences.
    var reward: Reward {
        switch self {
        case .exam: .accuracy
        case .heldOut: .gain
        }
    }

    /// Judges adapters (`nil`: the bare model) in one batch: the share of questions that was answered, or the sentences'
    /// mean log-probability in nats, minus infinity where numbers overflow.
    ///
    /// - Throws: `Diagnosis`, and what the exam's grader throws.
    package func judge(_ adapters: [Adapter?], engine: Engine) async throws -> [Judgement] {
        switch self {
        case .exam(let exam):
            return try await exam.sit(adapters, engine: engine).map {
                Judgement(accuracy: $0.answered, answers: $0)
            }
        case .heldOut(let sequences):
            let rows = adapters.flatMap { adapter in sequences.map { (sequence: $0, adapter: adapter) } }
            let scores = try await engine.logProbabilities(rows, toleratesOverflow: true)
            return adapters.indices.map { index in
                let part = scores[index * sequences.count..<(index + 1) * sequences.count].joined()
                let mean = part.isEmpty ? 0 : part.reduce(0.0) { $0 + Double($1) } / Double(part.count)
                // One whose numbers overflow knows less than any other.
                return Judgement(accuracy: mean.isNaN ? -.infinity : mean, answers: [])
            }
        }
    }
}
