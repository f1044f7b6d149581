/// How a model answered an exam, in figures: its score and what stands beside it.
public struct AnswerFigures: Sendable, Equatable, Codable {
    /// Share of questions that were answered: the score.
    public var answered: Double
    /// Share of answers that the grader accepts as a whole, recited or not: the score that SEAL's exam gives.
    public var correct: Double
    /// Share of answers that are recitations, right or not.
    public var recited: Double
    /// Share of answers that are empty.
    public var empty: Double
    /// Words of an answer, uncut, on average.
    public var words: Double
    /// Share of questions that are answered by what is recalled itself, unread; `nil` where nothing was recalled.
    public var direct: Double?
    /// Share of unanswerable questions that are declined, or answered as without an update; `nil` where none were asked.
    public var declined: Double?

    /// The figures of an exam; `nil` for answers that were not read in this way, or none.
    public init?(_ answers: [Exam.Answer], unanswerable: [UnanswerableQuestions.Answer]? = nil) {
        let outcomes = answers.compactMap(\.outcome)
        guard !outcomes.isEmpty, outcomes.count == answers.count else { return nil }
        func share(_ count: Int) -> Double { Double(count) / Double(answers.count) }
        answered = share(outcomes.filter { $0 == .answered }.count)
        correct = share(answers.filter(\.isCorrect).count)
        recited = share(outcomes.filter { $0 == .recited }.count)
        empty = share(outcomes.filter { $0 == .empty }.count)
        words = share(answers.map { AnswerCut.count($0.text) }.reduce(0, +))
        let recalled = answers.compactMap { $0.recalled?.outcome }
        direct = recalled.count == answers.count ? share(recalled.filter { $0 == .answered }.count) : nil
        declined = unanswerable.map { asked in
            Double(asked.filter { $0.outcome != .other }.count) / Double(max(1, asked.count))
        }
    }

    /// The mean over items of the mean over each item's exams: what stands beside a mean score.
    ///
    /// An exam without answers is that of a self-edit that nothing could be made of: all its figures are 0, as its score.
    /// `nil` where answers were not read in this way.
    ///
    /// - Parameter items: Exams of each item.
    public init?(_ items: [[Judgement]]) {
        guard items.joined().contains(where: { $0.answers.contains { $0.outcome != nil } }) else {
            return nil
        }
        self.init(
            meanOf: items.filter { !$0.isEmpty }.map { exams in
                AnswerFigures(
                    meanOf: exams.map {
                        AnswerFigures($0.answers, unanswerable: $0.unanswerable) ?? AnswerFigures(meanOf: [])
                    })
            })
    }

    private init(meanOf all: [AnswerFigures]) {
        func mean(of values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
        func mean(_ value: (AnswerFigures) -> Double) -> Double { mean(of: all.map(value)) }
        answered = mean(\.answered)
        correct = mean(\.correct)
        recited = mean(\.recited)
        empty = mean(\.empty)
        words = mean(\.words)
        // Nobody was asked where there was nothing to ask, nor recalled where nothing was learned.
        func meanOfSome(_ value: (AnswerFigures) -> Double?) -> Double? {
            let some = all.compactMap(value)
            return some.isEmpty ? nil : mean(of: some)
        }
        declined = meanOfSome(\.declined)
        // Where some of a row recalled, an update that was not examined has answered nothing.
        direct = all.contains { $0.direct != nil } ? mean { $0.direct ?? 0 } : nil
    }
}
