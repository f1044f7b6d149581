import ArgumentParser
import LanguageModel
import SelfAdaptation
import Workbench

/// How self-edits are drawn.
struct SelfEditSampling: ParsableArguments {
    private static let (learning, experiments, puzzles) = (
        LearningSettings().sampling, OuterLoopSettings().sampling, FewShotRequest().loop.sampling
    )

    @Option(
        help: ArgumentHelp(
            "Temperature of self-edits; unless given, \(learning.temperature) for 'learn', \(puzzles.temperature) for puzzles, \(experiments.temperature) for all else.",
            valueName: "number"))
    var temperature: Float?

    @Option(
        help: ArgumentHelp(
            "Top-p of self-edits; \(experiments.topP) unless given.", valueName: "number"))
    var topP: Float?

    func validate() throws {
        if let temperature, !(0...100).contains(temperature) {
            throw ValidationError("--temperature \(temperature): give a number from 0 to 100")
        }
        if let topP, !(topP > 0 && topP <= 1) {
            throw ValidationError("--top-p \(topP): give a number above 0 and at most 1")
        }
    }

    /// The flags that were given.
    var given: [String] {
        [("--temperature", temperature != nil), ("--top-p", topP != nil)].filter(\.1).map(\.0)
    }

    /// What was asked for.
    var request: SamplingRequest { SamplingRequest(temperature: temperature, topP: topP) }
}
