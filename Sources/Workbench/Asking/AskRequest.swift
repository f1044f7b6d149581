import SelfAdaptation

/// A question to the model that has learned.
package struct AskRequest: Codable, Sendable {
    /// The question.
    package var question: String
    /// What it is about; the title of what was learned unless given.
    package var topic: String?
    /// The adapter that answers, by name, hash or path; the newest unless given.
    package var adapter: String?
    /// Whether the bare model answers.
    package var isBare = false
    /// The most tokens of an answer.
    package var maxTokens = Exam.answerLimit
    /// The model.
    package var model = ModelChoice()

    /// A question, answered with what was learned last.
    package init(_ question: String) { self.question = question }
}

/// Answers to a question, without an adapter and with one.
package struct AskResult: Codable {
    /// The question.
    package let question: String
    /// The answer.
    package let answer: String
    /// The adapter that gave it; none for the bare model.
    package let adapter: String?
    /// The bare model's answer, where both were asked.
    package let without: String?

    private enum CodingKeys: CodingKey { case question, answer, adapter, without }

    /// The bare model's name is null, not left out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(question, forKey: .question)
        try container.encode(answer, forKey: .answer)
        try container.encode(adapter, forKey: .adapter)
        try container.encodeIfPresent(without, forKey: .without)
    }
}
