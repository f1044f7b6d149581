public import Text

/// A passage to learn, with its exam.
public struct KnowledgeItem: DomainItem {
    /// The passage.
    public var context: Context
    /// What is asked of it.
    public var questions: [Question]
    /// Questions that it does not answer, asked with each exam and no part of its score; `nil` asks none, as in runs from
    /// before there were any.
    public var unanswerable: [Question]?

    /// A passage with its questions.
    public init(context: Context, questions: [Question]) {
        self.context = context
        self.questions = questions
    }

    /// Title, passage and questions as reports show them.
    public var summary: ItemSummary {
        ItemSummary(title: context.title, text: context.text, questions: questions)
    }
}
