public import Grading
public import LanguageModel
import Tokenizers

/// Grades answers with a local model: an answer is right when the model finds "Yes" more likely than "No".
///
/// The two words are compared rather than one drawn, so that the verdict is the same every time.
public struct ModelGrader: Grader {
    private let engine: Engine

    /// A grader that asks the bare model of an engine.
    public init(engine: Engine) { self.engine = engine }

    /// Compares both words for all answers in one batch; empty answers are wrong without asking.
    ///
    /// - Throws: `Diagnosis` for a model without chat template, or an answer that does not fit its window.
    public func grade(_ answers: [GradingTask]) async throws -> [Verdict] {
        try await GradingPrompt.verdicts(of: answers) { tasks in
            let sequences = try tasks.flatMap { task in
                let asked = try engine.model.encode([
                    ChatMessage(role: "user", content: GradingPrompt.text(for: task))
                ])
                return ["Yes", "No"].map { word in
                    TrainingSequence(
                        tokens: asked + engine.model.tokenizer.encode(word, specialTokens: .asText),
                        lossStart: asked.count)
                }
            }
            let scores = try await engine.logProbabilities(sequences.map { ($0, nil) })
                .map { $0.reduce(0, +) }
            return tasks.indices.map { index in
                scores[2 * index] > scores[2 * index + 1]
                    ? Verdict(correct: true, reason: "the model says yes")
                    : Verdict(correct: false, reason: "the model says no")
            }
        }
    }
}
