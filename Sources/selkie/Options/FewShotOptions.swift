import ArgumentParser
import SelfAdaptation
import Workbench

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

    /// What was asked for.
    var request: FewShotRequest {
        var request = FewShotRequest()
        request.innerLoop = innerLoop.request
        (request.exampleBudget, request.trainingBudget, request.attempts) = (
            exampleBudget, trainingBudget, attempts
        )
        request.isVoting = !noVoting
        request.selfEdits = selfEdits.request
        request.seed = seed
        return request
    }
}
