import Foundation

public struct LexicalGrader: Grader {
    /// Makes a grader; it has no settings.
    public init() {}

    public func grade(question: String, gold: [String], answer: String) -> Verdict {
        let e = evidence(question: question, gold: gold, answer: answer)
        let score = e.map { Evidence.score($0) }.max() ?? -1
        return Verdict(correct: score > 0, reason: "")
    }

    public func evidence(question: String, gold: [String], answer: String) -> [Evidence] {
        let q = QuestionReading(question)
        let a = AnswerReading(answer, question: q)
        return gold.flatMap { GoldAlternatives.alternatives(of: $0, isChoice: q.isChoice) }.compactMap {
            Comparison(gold: $0, question: q, answer: a)?.evidence()
        }
    }
}
extension Evidence {
    static func score(_ e: Evidence) -> Double { zip(e.values, weights).reduce(0) { $0 + $1.0 * $1.1 } }
    static let weights: [Double] = []
}
