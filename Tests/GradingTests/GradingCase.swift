import Grading
import Testing

/// A question, its gold answer and one answer, printed as one line when a test fails.
struct GradingCase: Sendable, CustomTestStringConvertible {
    let question: String
    let gold: [String]
    let answer: String

    init(_ question: String, _ gold: String, _ answer: String) {
        self.init(question, [gold], answer)
    }

    init(_ question: String, _ gold: [String], _ answer: String) {
        self.question = question
        self.gold = gold
        self.answer = answer
    }

    var verdict: Verdict { LexicalGrader().grade(question: question, gold: gold, answer: answer) }
    var testDescription: String { "\(question) | \(gold.joined(separator: " | ")) | \(answer)" }
}
