import ArgumentParser
import LanguageModel
import SelfAdaptation

/// How tasks of grids are taught and solved in experiments.
struct FewShotOptions: ParsableArguments {
    private static let standard = FewShotSettings()

    @OptionGroup var innerLoop: InnerLoopOptions

    @Option(
        help: ArgumentHelp(
            "The most tokens of examples that a recipe may make; \(standard.exampleBudget) unless given.",
            valueName: "n"))
    var exampleBudget: Int?

    @Option(
        help: ArgumentHelp(
            "The most tokens that one update is trained on, over all epochs, one of which is always run; \(standard.trainingBudget) unless given.",
            valueName: "n"))
    var trainingBudget: Int?

    @Option(
        help: ArgumentHelp(
            "Attempts at each test, of which one has to be right; \(standard.attempts) unless given.",
            valueName: "n"))
    var attempts: Int?

    @Flag(help: "Predict once, as the task stands, rather than vote over its turned and flipped views.")
    var noVoting = false

    @OptionGroup var selfEdits: SelfEditSampling

    @Option(help: ArgumentHelp("Seed of everything random.", valueName: "n"))
    var seed: UInt64 = 0

    func validate() throws {
        let counts = [
            ("--example-budget", exampleBudget, 1 << 20), ("--training-budget", trainingBudget, 1 << 24),
            ("--attempts", attempts, 6),
        ]
        for (flag, value, most) in counts {
            if let value, !(1...most).contains(value) {
                throw ValidationError("\(flag) \(value): give a number from 1 to \(most)")
            }
        }
    }

    /// The settings for a student.
    func settings(for model: LanguageModel) -> FewShotSettings {
        var settings = Self.standard
        settings.innerLoop = innerLoop.applied(
            to: settings.innerLoop, in: model.configuration, rate: .puzzles)
        if let exampleBudget { settings.exampleBudget = exampleBudget }
        if let trainingBudget { settings.trainingBudget = trainingBudget }
        if let attempts { settings.attempts = attempts }
        settings.isVoting = !noVoting
        settings.seed = seed
        return settings
    }

    /// The loop that these options begin with.
    ///
    /// There are few tasks and most recipes solve none, so that many are tried for each, the share of right cells tells
    /// them apart, and the policy goes over the few that were best more often.
    var loop: OuterLoopSettings {
        var settings = OuterLoopSettings()
        settings.candidates = 15
        settings.reward = .closeness
        settings.policy.training.epochs = 4
        settings.sampling.temperature = 0.8
        settings.sampling = selfEdits.applied(to: settings.sampling)
        settings.seed = seed
        return settings
    }
}
