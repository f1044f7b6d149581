package import Grading
import LanguageModel

/// A model behind an address that says whether answers are right.
package struct RemoteGrader: Grader {
    /// Tokens of a reply: room for a yes or no and a few words.
    private static let replyLimit = 16

    private let model: RemoteModel

    /// A grader that asks one model.
    package init(_ model: RemoteModel) { self.model = model }

    /// Asks about each answer by itself; empty ones are wrong without asking.
    ///
    /// - Throws: `Diagnosis`, with `.nonsense` when no reply says yes or no; `CancellationError`.
    package func grade(_ answers: [GradingTask]) async throws -> [Verdict] {
        try await GradingPrompt.verdicts(of: answers) { tasks in
            let replies = try await model.answer(
                tasks.map {
                    ChatRequest(
                        GradingPrompt.text(for: $0), temperature: 0, maxTokens: Self.replyLimit, seed: 0)
                })
            let readings = replies.map { Self.reading($0.text) }
            // One odd reply is a wrong answer; nothing but odd ones is a model that can't grade.
            guard readings.isEmpty || readings.contains(where: { $0 != nil }) else {
                throw model.nonsense("the model says neither yes nor no when it is asked to grade")
            }
            return readings.map { reading in
                switch reading {
                case true?: Verdict(correct: true, reason: "the grader says yes")
                case false?: Verdict(correct: false, reason: "the grader says no")
                case nil: Verdict(correct: false, reason: "the grader says neither yes nor no")
                }
            }
        }
    }

    /// Whether a reply's first word is yes; `nil` when it is neither yes nor no.
    private static func reading(_ text: String) -> Bool? {
        let word = text.drop { !$0.isLetter }.prefix(while: \.isLetter).lowercased()
        return word == "yes" ? true : word == "no" ? false : nil
    }
}
