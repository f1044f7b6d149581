/// How far a learning run has come.
public struct LearningProgress: Sendable, Equatable {
    /// What is being done.
    public enum Stage: String, Sendable {
        case writingExam = "writing the exam"
        case writingSelfEdits = "writing self-edits"
        case training = "training"
        case examining = "sitting exams"
        case joining = "training the final adapter"
    }

    /// What is being done.
    public var stage: Stage
    /// The context that is being worked on, from 1, of how many.
    public var context: Int
    /// Number of contexts.
    public var contexts: Int
    /// Units done in this stage: rows when training, tokens when writing.
    public var done: Int
    /// Units of this stage in all; 0 when not known.
    public var total: Int
}
