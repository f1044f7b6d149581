/// An outer loop over puzzles.
package struct FewShotTrainRequest: Codable, Sendable {
    /// What is taught.
    package var dataset: GridDatasetRequest
    /// Rounds, rewards, and how the policy learns.
    package var policy = PolicyRequest()
    /// How tasks are taught.
    package var fewShot = FewShotRequest()
    /// How much time there is.
    package var time = TimeRequest()
    /// The model that is updated.
    package var model = ModelChoice()

    /// A loop over some tasks, as is usual.
    package init(_ dataset: GridDatasetRequest) { self.dataset = dataset }
}

/// A comparison of ways to solve puzzles.
package struct FewShotEvaluationRequest: Codable, Sendable {
    /// What is taught.
    package var dataset: GridDatasetRequest
    /// What is compared.
    package var comparison = ComparisonRequest()
    /// Whether all recipes of a search are tried as well.
    package var searches = true
    /// How tasks are taught.
    package var fewShot = FewShotRequest()
    /// How much time there is.
    package var time = TimeRequest()
    /// The model that is updated.
    package var model = ModelChoice()

    /// A comparison on some tasks, as is usual.
    package init(_ dataset: GridDatasetRequest) { self.dataset = dataset }
}
