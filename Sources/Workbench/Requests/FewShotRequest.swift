package import LanguageModel
package import SelfAdaptation

/// How tasks of grids are taught and solved in experiments.
package struct FewShotRequest: Codable, Sendable {
    /// How updates are trained unless a recipe asks for something else.
    package var innerLoop = InnerLoopRequest()
    /// The most tokens of examples that a recipe may make.
    package var exampleBudget: Int?
    /// The most tokens that one update is trained on.
    package var trainingBudget: Int?
    /// Attempts at each test.
    package var attempts: Int?
    /// Whether views of a task vote.
    package var isVoting = true
    /// How recipes are drawn.
    package var selfEdits = SamplingRequest()
    /// Seed of everything random.
    package var seed: UInt64 = 0

    /// Nothing but what is usual.
    package init() {}

    /// The settings for a student.
    package func settings(for model: LanguageModel) -> FewShotSettings {
        var settings = FewShotSettings()
        settings.innerLoop = innerLoop.applied(
            to: settings.innerLoop, in: model.configuration, rate: .puzzles)
        if let exampleBudget { settings.exampleBudget = exampleBudget }
        if let trainingBudget { settings.trainingBudget = trainingBudget }
        if let attempts { settings.attempts = attempts }
        settings.isVoting = isVoting
        settings.seed = seed
        return settings
    }

    /// The loop that this request begins with.
    ///
    /// There are few tasks and most recipes solve none, so that many are tried for each, the share of right cells tells
    /// them apart, and the policy goes over the few that were best more often.
    package var loop: OuterLoopSettings {
        var settings = OuterLoopSettings()
        settings.candidates = 15
        settings.reward = .dense
        settings.policy.training.epochs = 4
        settings.sampling.temperature = 0.8
        settings.sampling = selfEdits.applied(to: settings.sampling)
        settings.seed = seed
        return settings
    }
}
