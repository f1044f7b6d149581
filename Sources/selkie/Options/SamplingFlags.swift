import ArgumentParser
import LanguageModel

/// How the next token is drawn.
struct SamplingFlags: ParsableArguments {
    @Option(help: "0 always takes the most likely token; 1 draws as the model was trained.")
    var temperature: Float = 0.2

    @Option(help: "Draw from the most likely tokens that together have this probability.")
    var topP: Float = 0.9

    @Option(help: "Draw from this many of the most likely tokens; 0 is all.")
    var topK = 0

    @Option(help: "Leave out tokens less likely than this share of the most likely one.")
    var minP: Float = 0

    @Option(help: "Above 1, make tokens that were there before less likely.")
    var repetitionPenalty: Float = 1

    @Option(help: "The same seed draws the same tokens.")
    var seed: UInt64 = 0

    /// The flags as the engine takes them.
    var options: SamplingOptions {
        SamplingOptions(
            temperature: temperature, topK: topK, topP: topP, minP: minP, repetitionPenalty: repetitionPenalty)
    }

    func validate() throws {
        func check(_ flag: String, _ value: Float, _ isAllowed: Bool, _ range: String) throws {
            guard isAllowed else { throw ValidationError("\(flag) \(value): give a number \(range)") }
        }
        try check("--temperature", temperature, (0...100).contains(temperature), "from 0 to 100")
        try check("--top-p", topP, topP > 0 && topP <= 1, "above 0 and at most 1")
        try check("--min-p", minP, (0...1).contains(minP), "from 0 to 1")
        try check(
            "--repetition-penalty", repetitionPenalty, (0.01...100).contains(repetitionPenalty), "from 0.01 to 100")
        guard topK >= 0 else { throw ValidationError("--top-k \(topK): give 0 or more") }
    }
}
