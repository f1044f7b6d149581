/// Grades an answer where the gold answer is yes or no.
enum YesNo {
    /// The verdict, or `nil` when the gold answer is not a yes or a no.
    static func verdict(gold: String, question: QuestionReading, answer: AnswerReading) -> Verdict? {
        let tokens = WordReader.tokens(of: gold)
        guard let first = tokens.first, let wanted = polarity(of: first),
            tokens.count == 1 || question.isYesNo
        else {
            return nil
        }
        guard let given = polarity(of: answer) else {
            return Verdict(correct: false, reason: "says neither yes nor no")
        }
        let said = given ? "yes" : "no"
        return Verdict(correct: given == wanted, reason: "says \(said)")
    }

    private static func polarity(of token: Token) -> Bool? {
        switch token.surface {
        case "yes", "true", "yeah", "correct": true
        case "no", "false", "nope", "incorrect": false
        default: nil
        }
    }

    /// An explicit yes or no, else whether the first sentence is negative.
    private static func polarity(of answer: AnswerReading) -> Bool? {
        guard let first = answer.tokens.first else { return nil }
        if let explicit = polarity(of: first) { return explicit }
        if answer.declines { return nil }
        let opening = answer.tokens.filter { $0.sentence == 0 }
        let saysNo = opening.contains { $0.kind == .negator }
        let isSentence = opening.contains { $0.kind == .function }
        return saysNo ? false : (isSentence ? true : nil)
    }
}
