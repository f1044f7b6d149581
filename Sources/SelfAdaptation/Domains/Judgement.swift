/// How an adapter did in an item's exam.
public struct Judgement: Sendable, Equatable, Codable {
    /// Share of questions answered right.
    public var accuracy: Double
    /// How clearly right answers are told from the answers of other questions, 0...1; `nil` where there are none.
    public var contrast: Double?
    /// The same in the sentences that hold the answers, 0...1.
    public var cloze: Double?
    /// Answers in the order of the questions.
    public var answers: [Exam.Answer]

    /// A judgement with all its parts.
    public init(accuracy: Double, contrast: Double? = nil, cloze: Double? = nil, answers: [Exam.Answer]) {
        self.accuracy = accuracy
        self.contrast = contrast
        self.cloze = cloze
        self.answers = answers
    }
}
