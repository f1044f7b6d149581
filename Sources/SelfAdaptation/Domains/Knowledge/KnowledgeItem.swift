/// A passage to learn, with its exam.
public struct KnowledgeItem: DomainItem {
    /// The passage.
    public var context: Context
    /// What is asked of it.
    public var questions: [Question]

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
