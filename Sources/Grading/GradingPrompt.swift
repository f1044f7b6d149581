/// How a model is asked whether an answer is right: the one place that words it, for every model that grades.
package enum GradingPrompt {
    /// The question about one answer.
    package static func text(for task: GradingTask) -> String {
        """
        Question: \(task.question)
        \(task.gold.map { "Right answer: \($0)" }.joined(separator: "\n"))
        Student's answer: \(task.answer)

        Does the student's answer say what \(task.gold.count > 1 ? "one of the right answers says" : "the right answer says"), \
        without contradicting it? Other words and more detail are fine. Answer only yes or no.
        """
    }

    /// Verdicts of all answers, of which only those that say something are judged.
    ///
    /// - Returns: For each answer right or wrong, with a reason.
    /// - Throws: What `judge` throws.
    package static func verdicts(
        of answers: [GradingTask], judge: ([GradingTask]) async throws -> [Verdict]
    ) async throws -> [Verdict] {
        let settled = answers.map(Self.settled)
        var judged = try await judge(zip(answers, settled).filter { $0.1 == nil }.map(\.0))[...]
        return settled.map { verdict in
            verdict ?? judged.popFirst() ?? Verdict(correct: false, reason: "was not graded")
        }
    }

    /// The verdict of an answer that nobody needs to be asked about.
    private static func settled(_ task: GradingTask) -> Verdict? {
        func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
        if isBlank(task.answer) { return Verdict(correct: false, reason: "the answer is empty") }
        if task.gold.allSatisfy(isBlank) {
            return Verdict(correct: false, reason: "there is no gold answer")
        }
        return nil
    }
}
