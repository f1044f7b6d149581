package import SelfAdaptation

/// What a table compares beside what it always does.
package struct ComparisonRequest: Codable, Sendable {
    /// Policies, by name or hash.
    package var policies: [String] = []
    /// Files of self-edits of somebody else.
    package var completions: [String] = []
    /// Self-edits of each policy for each item.
    package var samples: Int?

    /// Nothing more.
    package init() {}
}

/// A comparison of ways to teach passages.
package struct EvaluationRequest: Codable, Sendable {
    /// What is taught.
    package var dataset: DatasetRequest
    /// What is compared.
    package var comparison = ComparisonRequest()
    /// Trainings of each self-edit.
    package var repeats = 1
    /// Whether all passages are taught to one adapter.
    package var isJoint = false
    /// Whether controls are compared with as well.
    package var hasControls = false
    /// Whether what updates answer is also weighed against answers with the passage in view.
    package var isWeighed = false
    /// Schedules of the passage alone.
    package var schedules: [AloneSchedule] = []
    /// Lessons that passages are taught by.
    package var lessons: [Lesson] = []
    /// Who reads what is in view, or was recalled, by name or hash; compared by itself, too.
    package var reader: String?
    /// Whether self-edits of the base are left out.
    package var omitsBase = false
    /// How passages are taught.
    package var knowledge = KnowledgeRequest()
    /// How much time there is.
    package var time = TimeRequest()
    /// The model that is updated.
    package var model = ModelChoice()
    /// Who says whether an answer is right.
    package var grader = GraderRequest.lexical

    /// A comparison on some passages, as is usual.
    package init(_ dataset: DatasetRequest) { self.dataset = dataset }
}
