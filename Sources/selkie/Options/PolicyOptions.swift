public import ArgumentParser
import LanguageModel
public import SelfAdaptation
import Workbench

/// The outer loop: how many rounds, what is rewarded, and how the policy learns from it.
struct PolicyOptions: ParsableArguments {
    private static let standard = OuterLoopSettings()
    private static let puzzles = FewShotRequest().loop

    @Option(help: ArgumentHelp("Rounds; \(standard.rounds) unless given.", valueName: "n"))
    var rounds: Int?

    @Option(
        help: ArgumentHelp(
            "Self-edits of each item; unless given \(standard.candidates), for puzzles \(puzzles.candidates).",
            valueName: "n"))
    var candidates: Int?

    @Option(
        help: ArgumentHelp(
            "Trainings of each self-edit, whose rewards are averaged; \(standard.repeats) unless given.",
            valueName: "n"))
    var repeats: Int?

    @Option(
        help: ArgumentHelp(
            """
            accuracy in the exam, gain over no update, or closeness: how clearly it is told which answer belongs \
            into which sentence of a passage, or the share of right cells. Unless given \(standard.reward.rawValue), \
            for puzzles \(puzzles.reward.rawValue).
            """,
            valueName: "name"))
    var reward: Reward?

    @Option(
        name: .customLong("select"),
        help: ArgumentHelp(
            "What the policy learns from: the best of each item, or all above its mean; \(standard.selection.rawValue) unless given.",
            valueName: "rule"))
    var selection: Selection.Rule?

    @Option(
        name: .customLong("m-step"),
        help: ArgumentHelp(
            "sft: imitate what was selected. dpo: prefer it to the item's worst.", valueName: "step"))
    var step: PolicySettings.Step?

    @Option(
        help: ArgumentHelp(
            "Rank of the policy's adapter; \(standard.policy.lora.rank) unless given, alpha is twice that.",
            valueName: "n"))
    var policyRank: Int?

    @Option(
        help: ArgumentHelp(
            "Learning rate of the policy; \(standard.policy.training.learningRate) unless given.",
            valueName: "rate"))
    var policyLearningRate: Float?

    @Option(
        help: ArgumentHelp(
            "Passes of the policy over what was selected; unless given \(standard.policy.training.epochs), for puzzles \(puzzles.policy.training.epochs).",
            valueName: "n"))
    var policyEpochs: Int?

    @Option(
        help: ArgumentHelp(
            "Completions in one step of the policy; \(standard.policy.training.accumulation) unless given.",
            valueName: "n"))
    var policyBatch: Int?

    @Option(
        help: ArgumentHelp(
            "How closely preferences keep to the policy before; \(standard.policy.beta) unless given.",
            valueName: "beta"))
    var beta: Float?

    @Option(
        help: ArgumentHelp(
            "Go on from a run with fewer rounds, or take its first round's self-edits to try another way of learning.",
            valueName: "run"))
    var reuse: String?

    @Flag(help: "Keep the adapters of all candidates, not only the policies.")
    var keepAll = false

    func validate() throws {
        let counts = [
            ("--rounds", rounds, 20), ("--candidates", candidates, 64), ("--repeats", repeats, 16),
            ("--policy-rank", policyRank, 1024), ("--policy-epochs", policyEpochs, 1000),
            ("--policy-batch", policyBatch, 1024),
        ]
        for (flag, value, most) in counts {
            if let value, !(1...most).contains(value) {
                throw ValidationError("\(flag) \(value): give a number from 1 to \(most)")
            }
        }
        if beta != nil, step != .dpo { throw ValidationError("--beta is of no use without --m-step dpo") }
        for (flag, value) in [("--policy-learning-rate", policyLearningRate), ("--beta", beta)] {
            if let value, !(value > 0 && value.isFinite) {
                throw ValidationError("\(flag) \(value): give a positive number")
            }
        }
    }

    /// Flags that say what a plan says, too.
    var planned: [(name: String, isGiven: Bool)] {
        [("--rounds", rounds != nil), ("--candidates", candidates != nil), ("--repeats", repeats != nil)]
    }

    /// What was asked for.
    var request: PolicyRequest {
        var request = PolicyRequest()
        (request.rounds, request.candidates, request.repeats) = (rounds, candidates, repeats)
        (request.reward, request.selection, request.step) = (reward, selection, step)
        (request.rank, request.learningRate) = (policyRank, policyLearningRate)
        (request.epochs, request.batch, request.beta) = (policyEpochs, policyBatch, beta)
        (request.reuse, request.keepsAll) = (reuse, keepAll)
        return request
    }
}

extension Reward: ExpressibleByArgument {}
extension Selection.Rule: ExpressibleByArgument {}
extension PolicySettings.Step: ExpressibleByArgument {}
