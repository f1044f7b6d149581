/// One exam question with the answers that count as right.
public struct Question: Sendable, Equatable, Codable {
    /// What is asked.
    public var question: String
    /// Right answers; any of them will do.
    public var gold: [String]
    /// What the question is about; asked along with it.
    public var topic: String

    /// A question with its right answers.
    public init(question: String, gold: [String], topic: String) {
        self.question = question
        self.gold = gold
        self.topic = topic
    }
}
