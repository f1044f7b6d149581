/// How an adapter did in an item's exam.
public struct Judgement: Sendable, Equatable, Codable {
    /// The score: for passages the share of questions answered, for grids 1 when the task is solved.
    public var accuracy: Double
    /// A finer measure, 0...1, that can tell apart updates of the same accuracy: for passages how clearly it is told
    /// which answer belongs into which sentence, for grids the share of right cells; `nil` where it makes no sense.
    public var dense: Double?
    /// Answers in the order of the questions.
    public var answers: [Exam.Answer]
    /// Answers to questions that the item does not answer; `nil` where none were asked.
    public var unanswerable: [UnanswerableQuestions.Answer]?

    // Answers were kept under these names from the beginning.
    private enum CodingKeys: String, CodingKey {
        case accuracy, answers, unanswerable
        case dense = "closeness"
    }

    /// An update that collapsed is not examined: everything counts as wrong.
    static let collapsed = Judgement(accuracy: 0, dense: 0, answers: [])

    /// A judgement with all its parts.
    public init(
        accuracy: Double, dense: Double? = nil, answers: [Exam.Answer],
        unanswerable: [UnanswerableQuestions.Answer]? = nil
    ) {
        self.accuracy = accuracy
        self.dense = dense
        self.answers = answers
        self.unanswerable = unanswerable
    }
}
