/// Decides whether free-text answers to questions say the same as the gold answers.
public protocol Grader: Sendable {
    /// Grades answers, each by itself.
    ///
    /// - Returns: For each answer right or wrong, with a reason.
    /// - Throws: What a grader that asks a model or the network may meet.
    func grade(_ answers: [GradingTask]) async throws -> [Verdict]
}

/// One answer to be graded.
public struct GradingTask: Sendable, Hashable {
    /// What was asked; words of it that return in an answer prove little.
    public var question: String
    /// Answers that count as right, each sufficient alone.
    public var gold: [String]
    /// The text to judge.
    public var answer: String

    /// An answer with what it is held against.
    public init(question: String, gold: [String], answer: String) {
        self.question = question
        self.gold = gold
        self.answer = answer
    }
}
