/// What there is to learn from, with its exam.
public protocol DomainItem: Sendable, Equatable, Codable {
    /// The item as reports show it.
    var summary: ItemSummary { get }
}

/// An item as reports show it.
public struct ItemSummary: Sendable, Equatable, Codable {
    /// What it is called.
    public var title: String
    /// What there is to learn, as text.
    public var text: String
    /// What the exam asks.
    public var questions: [Question]
    /// The task that is drawn in place of the text; `nil` for items that are text.
    public var grids: GridTask?

    /// A summary with all its parts.
    public init(title: String, text: String, questions: [Question], grids: GridTask? = nil) {
        self.title = title
        self.text = text
        self.questions = questions
        self.grids = grids
    }
}
