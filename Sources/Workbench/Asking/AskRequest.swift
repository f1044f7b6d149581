package import SelfAdaptation

/// A question to a model with a memory.
package struct AskRequest: Codable, Sendable {
    /// The question.
    package var question: String
    /// What it is about; the title of what is known of it unless given.
    package var topic: String?
    /// The adapter that answers alone, by name, hash or path; unless given, memory does as a question needs it.
    package var adapter: String?
    /// Whether the bare model answers.
    package var isBare = false
    /// How it answers from memory.
    package var answering = Answering.directly
    /// Who reads a passage that is in view, and what was recalled.
    package var reader = ReaderChoice.shipped
    /// The most tokens of an answer.
    package var maxTokens = Exam.answerLimit
    /// The model.
    package var model = ModelChoice()

    /// A question, answered with what is known.
    package init(_ question: String) { self.question = question }
}

/// An answer that might be given.
package struct WeighedAnswer: Codable, Sendable {
    /// What gave it.
    package let route: Route.Kind
    /// The answer.
    package let answer: String
    /// The share of its words that stand in the passage or the question, 0 to 1; none without a passage.
    @Nullable package var grounded: Double?
    /// What was recalled and the answer was read from; nothing where it was given otherwise.
    package var recalled: [String] = []
}

/// The answer to a question, and the bare model's beside it.
package struct AskResult: Codable {
    /// The question.
    package let question: String
    /// The answer.
    package let answer: String
    /// The adapter that gave it; none for the bare model.
    package let adapter: String?
    /// The bare model's answer, where both were asked.
    package let without: String?
    /// What answered.
    package let route: Route.Kind
    /// Why that did.
    package let reason: String
    /// All answers of which the one was given.
    package let weighed: [WeighedAnswer]
    /// What the answer was read from.
    package let citations: [Citation]
    /// The version of what is in weights that was asked; none where none was.
    package let version: Int64?
    /// Digest of the reader that read what the answer was read from; none where the bare model did, or nothing was read.
    package let reader: String?

    private enum CodingKeys: CodingKey {
        case question, answer, adapter, without, route, reason, weighed, citations, version, reader
    }

    /// The bare model's name is null, not left out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(question, forKey: .question)
        try container.encode(answer, forKey: .answer)
        try container.encode(adapter, forKey: .adapter)
        try container.encodeIfPresent(without, forKey: .without)
        try container.encode(route, forKey: .route)
        try container.encode(reason, forKey: .reason)
        try container.encode(weighed, forKey: .weighed)
        try container.encode(citations, forKey: .citations)
        try container.encode(version, forKey: .version)
        try container.encode(reader, forKey: .reader)
    }
}
