package import LanguageModel
package import Text
import Tokenizers

extension ExamPrompt {
    /// One conversation in which all questions about a passage are answered, one after the other: only the answers bear
    /// loss, and the passage is read once.
    ///
    /// It ends before a question that would not fit the model, or whose beginning the model's template writes otherwise when
    /// more follows; `nil` without questions.
    ///
    /// - Throws: `Diagnosis` with `.noChatTemplate` when the model has none.
    package func conversation(
        _ questions: [Question], inView context: Context, model: LanguageModel
    ) throws -> TrainingSequence? {
        guard let first = questions.first else { return nil }
        var tokens = try self.tokens(question: first.question, inView: context, model: model)
        var sequence = TrainingSequence(tokens: [], lossStart: tokens.count)
        tokens += answer(first.gold.first ?? "", model: model)
        for count in 1..<max(1, questions.count) {
            let asked = try next(questions[count], after: questions[..<count], tokens, context, model)
            let answer = answer(questions[count].gold.first ?? "", model: model)
            guard asked.starts(with: tokens),
                asked.count + answer.count <= model.configuration.contextLength
            else { break }
            sequence.heard.append(tokens.count..<asked.count)
            tokens = asked + answer
        }
        sequence.tokens = tokens
        return sequence
    }

    /// A conversation up to the answer of its next question.
    private func next(
        _ question: Question, after earlier: ArraySlice<Question>, _ tokens: [Int32], _ context: Context,
        _ model: LanguageModel
    ) throws -> [Int32] {
        switch self {
        case .plain:
            return tokens
                + model.encode("\nQuestion: \(question.question)\nAnswer:", specialTokens: .asText)
        case .chat:
            var messages: [ChatMessage] = []
            for (place, earlier) in earlier.enumerated() {
                messages.append(
                    ChatMessage(
                        role: "user", content: turn(earlier.question, inView: place == 0 ? context : nil)))
                messages.append(ChatMessage(role: "assistant", content: earlier.gold.first ?? ""))
            }
            messages.append(ChatMessage(role: "user", content: turn(question.question)))
            return try model.encode(messages)
        }
    }
}
