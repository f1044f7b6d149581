import Files

/// How the next token is drawn; rules apply in this order: repetition penalty, temperature, top-k, top-p, min-p.
public struct SamplingOptions: Sendable, Equatable, Codable {
    /// Divides the logits; 0 takes the most likely token.
    public var temperature: Float = 1
    /// Keeps the k most likely tokens; 0 keeps all.
    public var topK = 0
    /// Keeps the most likely tokens that together have this probability.
    ///
    /// Source: arXiv 1904.09751.
    public var topP: Float = 1
    /// Keeps tokens at least this likely relative to the most likely one.
    ///
    /// Source: arXiv 2407.01082.
    public var minP: Float = 0
    /// Makes tokens of prompt and answer less likely; 1 is off.
    ///
    /// Source: arXiv 1909.05858, section 4.1.
    public var repetitionPenalty: Float = 1

    /// Plain sampling at temperature 1.
    public init(
        temperature: Float = 1, topK: Int = 0, topP: Float = 1, minP: Float = 0, repetitionPenalty: Float = 1
    ) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.minP = minP
        self.repetitionPenalty = repetitionPenalty
    }

    /// Always the most likely token.
    public static var greedy: SamplingOptions { SamplingOptions(temperature: 0) }
}

extension SamplingOptions {
    /// Checks that every rule has a value that it can be applied with.
    ///
    /// - Throws: `Diagnosis` with `.badRequest`, naming the rule.
    func check() throws {
        let rules: [(name: String, value: Float, isGood: Bool, range: String)] = [
            ("temperature", temperature, temperature >= 0 && temperature.isFinite, "0 or more"),
            ("top-k", Float(topK), topK >= 0, "0 or more"),
            ("top-p", topP, topP >= 0 && topP <= 1, "between 0 and 1"),
            ("min-p", minP, minP >= 0 && minP <= 1, "between 0 and 1"),
            (
                "repetition penalty", repetitionPenalty, repetitionPenalty > 0 && repetitionPenalty.isFinite,
                "more than 0"
            ),
        ]
        for rule in rules where !rule.isGood {
            throw Diagnosis(
                .badRequest, place: rule.name, problem: "\(rule.value) is outside its range",
                remedy: "choose a value \(rule.range)")
        }
    }
}
