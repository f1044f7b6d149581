/// How an adapter did in an item's exam.
public struct Judgement: Sendable, Equatable, Codable {
    /// Share of questions answered right.
    public var accuracy: Double
    /// How clearly it is told which answer belongs into which sentence of the text, 0...1; `nil` where that makes no
    /// sense.
    public var cloze: Double?
    /// Answers in the order of the questions.
    public var answers: [Exam.Answer]

    /// A judgement with all its parts.
    public init(accuracy: Double, cloze: Double? = nil, answers: [Exam.Answer]) {
        self.accuracy = accuracy
        self.cloze = cloze
        self.answers = answers
    }
}
