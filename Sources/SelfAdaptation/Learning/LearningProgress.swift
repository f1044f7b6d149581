/// How far a learning run has come.
public struct LearningProgress: Sendable, Equatable {
    /// What is being done.
    public enum Stage: String, Sendable {
        case writingExam = "writing the exam"
        case writingSelfEdits = "writing self-edits"
        case training = "training"
        case examining = "sitting exams"
        case joining = "training the final adapter"
        case guarding = "asking what it must not change"
    }

    /// What is being done.
    public var stage: Stage
    /// The context that is being worked on, from 1, of how many.
    public var context: Int
    /// Number of contexts.
    public var contexts: Int
    /// The candidate that is being worked on, from 0, where they come one after the other.
    public var candidate = 0
    /// Units done in this stage: rows when training, tokens when writing.
    public var done: Int
    /// Units of this stage in all; 0 when not known.
    public var total: Int

    /// A guard is asked about what was learned.
    package static let guarding = LearningProgress(
        stage: .guarding, context: 0, contexts: 0, done: 0, total: 0)
}

extension LearningProgress {
    /// The step of an estimate that is being worked on, for one of several documents.
    public func place(document: Int) -> WorkPart.Place {
        let step: WorkPart.Stage =
            switch stage {
            case .writingExam: .writingExam
            case .writingSelfEdits: .writing
            case .training: .training
            case .examining: context > 0 ? .examining : .finalExam
            case .joining: .joining
            case .guarding: .guarding
            }
        return WorkPart.Place(step, group: document, item: max(0, context - 1), candidate: candidate)
    }
}
