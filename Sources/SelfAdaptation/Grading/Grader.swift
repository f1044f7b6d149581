/// Decides whether a free-text answer to a question says the same as the gold answer.
public protocol Grader: Sendable {
    /// Grades one answer.
    ///
    /// - Parameters:
    ///   - question: what was asked; words of it that return in an answer prove little.
    ///   - gold: answers that count as right, each sufficient alone.
    ///   - answer: the text to judge.
    /// - Returns: right or wrong, with a reason.
    func grade(question: String, gold: [String], answer: String) -> Verdict
}
