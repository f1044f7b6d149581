/// Grades answers by their words alone: no network, no model, the same verdict every time.
///
/// Question, gold and answer are read into canonical tokens: case, diacritics, spelling by country, inflection,
/// number words, dates, units and currency no longer matter. An answer that contradicts the gold (negates it, gives
/// another date or unit, hedges, chooses the other option) is wrong whatever else it says. Otherwise a few plain
/// features of the match, ``Evidence``, are weighed into a score, and a score above 0 is right.
///
/// A gold that offers alternatives ("A or B", "A; B", "A (B)") is right by any of them.
public struct LexicalGrader: Grader {
    private let weights: [Double]

    /// Makes a grader; it has no settings.
    public init() { self.init(weights: Evidence.weights) }

    /// A grader that weighs evidence in another way, to see what weights are worth.
    ///
    /// - Parameter weights: One a feature, in the order of ``Evidence/names``.
    public init(weights: [Double]) { self.weights = weights }

    /// Grades answers by their words.
    public func grade(_ answers: [GradingTask]) -> [Verdict] {
        answers.map { grade(question: $0.question, gold: $0.gold, answer: $0.answer) }
    }

    /// Grades one answer by contradictions first and by its evidence then.
    ///
    /// - Parameters:
    ///   - question: what was asked.
    ///   - gold: answers that count as right, each sufficient alone.
    ///   - answer: the text to judge.
    /// - Returns: right or wrong, with a reason.
    public func grade(question: String, gold: [String], answer: String) -> Verdict {
        let question = QuestionReading(question)
        let reading = AnswerReading(answer, question: question)
        guard !reading.tokens.isEmpty || gold.contains(where: { isSame($0, answer) }) else {
            return Verdict(correct: false, reason: "the answer is empty")
        }
        var best: (score: Double, verdict: Verdict)?
        for gold in gold {
            if isSame(gold, answer) { return Verdict(correct: true, reason: "is the gold answer") }
            if let verdict = YesNo.verdict(gold: gold, question: question, answer: reading) {
                if verdict.correct { return verdict }
                best = best ?? (-1, verdict)
                continue
            }
            for alternative in GoldAlternatives.alternatives(of: gold, to: question) {
                guard
                    let comparison = AnswerComparison(gold: alternative, question: question, answer: reading)
                else {
                    continue
                }
                if comparison.says(sameAs: reading) {
                    return Verdict(correct: true, reason: "says the gold answer")
                }
                let evidence = comparison.evidence()
                let contradiction = comparison.contradiction
                let weighed = evidence.score(weights)
                let score = contradiction == nil ? weighed : min(weighed, -1e-9)
                if score > best?.score ?? -.infinity {
                    best = (score, Self.verdict(evidence, score: score, contradiction: contradiction))
                }
            }
        }
        return best?.verdict ?? Verdict(correct: false, reason: "there is no gold answer")
    }

    /// The evidence for every alternative of the gold answers, for fitting and for explanations.
    public func evidence(question: String, gold: [String], answer: String) -> [Evidence] {
        let question = QuestionReading(question)
        let answer = AnswerReading(answer, question: question)
        return gold.flatMap { GoldAlternatives.alternatives(of: $0, to: question) }.compactMap {
            AnswerComparison(gold: $0, question: question, answer: answer)?.evidence()
        }
    }

    private func isSame(_ gold: String, _ answer: String) -> Bool {
        gold == answer && gold.contains { !$0.isWhitespace }
    }

    private static func verdict(_ evidence: Evidence, score: Double, contradiction: String?) -> Verdict {
        if let contradiction { return Verdict(correct: false, reason: contradiction) }
        let share = Int((evidence[.coverage] * 100).rounded())
        if score > 0 {
            let reason =
                evidence[.inOrder] == 1 ? "contains the gold answer" : "meets \(share) % of the gold answer"
            return Verdict(correct: true, reason: reason)
        }
        if share == 0 { return Verdict(correct: false, reason: "says something else") }
        return Verdict(correct: false, reason: "meets \(share) % of the gold answer, too little")
    }
}

extension AnswerComparison {
    /// Whether the answer is the gold answer and nothing more, after normalisation.
    func says(sameAs answer: AnswerReading) -> Bool {
        goldTokens.lazy.filter { $0.kind != .clauseBreak }.map(\.key)
            .elementsEqual(answer.tokens.lazy.filter { $0.kind != .clauseBreak }.map(\.key))
    }
}
