/// What a kind of task is called and how it is taught, for whoever tells people of it.
///
/// Reports, tables and commands ask this and nothing else about the kind. How one item is drawn, its ``ItemSummary`` says.
public struct DomainDescriptor: Sendable, Equatable {
    /// One item, such as `passage`.
    public var item: String
    /// What is asked about it, such as `question`.
    public var question: String
    /// What a model writes to teach itself.
    public var selfEdit: String
    /// What is counted, in percent, such as `questions answered`.
    public var outcome: String
    /// The same as the head of a column.
    public var measure: String
    /// What is counted of one item; `nil` where that is the outcome, of so many questions.
    public var outcomeOfItem: String?
    /// How an update is examined, as a clause about the adapter.
    public var exam: String
    /// What the finer measure is.
    public var dense: String
    /// What a table calls an item's own material alone.
    public var material: String
    /// What a table calls the model without an update.
    public var noUpdate: String
    /// What a table calls the exam with the item in view.
    public var inView: String
    /// What decides how items are taught, apart from the inner loop.
    public var settings: [Setting]
    /// How updates are trained unless a self-edit asks for something else.
    public var innerLoop: InnerLoopSettings

    /// A setting as it is shown.
    public struct Setting: Sendable, Equatable {
        /// What is set.
        public var name: String
        /// To what.
        public var value: String

        /// A setting with its value.
        public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    /// A descriptor with all its parts.
    public init(
        item: String, question: String = "question", selfEdit: String = "self-edit", outcome: String,
        measure: String, outcomeOfItem: String? = nil, exam: String, dense: String, material: String,
        noUpdate: String = "no update", inView: String, settings: [Setting], innerLoop: InnerLoopSettings
    ) {
        self.item = item
        self.question = question
        self.selfEdit = selfEdit
        self.outcome = outcome
        self.measure = measure
        self.outcomeOfItem = outcomeOfItem
        self.exam = exam
        self.dense = dense
        self.material = material
        self.noUpdate = noUpdate
        self.inView = inView
        self.settings = settings
        self.innerLoop = innerLoop
    }
}
