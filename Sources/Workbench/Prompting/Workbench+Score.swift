import Files
import Foundation
import LanguageModel
import Text

/// A text whose likelihood is asked for.
package struct ScoreRequest: Codable, Sendable {
    /// The text.
    package var text: String
    /// Whether special tokens that are spelt out in it are text, and none is put before it.
    package var isPlain = false
    /// The adapter that the model computes with, by name, hash or path.
    package var adapter: String?
    /// The model.
    package var model = ModelChoice()

    /// A text, as the model is given it.
    package init(_ text: String) { self.text = text }
}

/// How likely a model finds a text; logarithms are natural.
package struct ScoreResult: Codable, Sendable {
    /// The text's tokens.
    package let tokens: [Int32]
    /// The log-probability of each token; the first has none.
    package let logprobs: [Float?]
    /// Their sum.
    package let sum: Double
    /// exp(-sum / number of tokens but the first); nil for a single token.
    package let perplexity: Double?

    init(tokens: [Int32], following: [Float]) {
        self.tokens = tokens
        logprobs = [nil] + following
        sum = following.reduce(0) { $0 + Double($1) }
        perplexity = following.isEmpty ? nil : exp(-sum / Double(following.count))
    }

    private enum CodingKeys: CodingKey { case tokens, logprobs, sum, perplexity }

    /// The perplexity of a single token is null, not left out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(tokens, forKey: .tokens)
        try container.encode(logprobs, forKey: .logprobs)
        try container.encode(sum, forKey: .sum)
        try container.encode(perplexity, forKey: .perplexity)
    }
}

extension Workbench {
    /// How likely a model finds a text.
    ///
    /// - Throws: `Diagnosis` for a model or adapter that can't be used or gives no number.
    package func score(_ request: ScoreRequest) async throws -> ScoreResult {
        let engine = try engine(request.model)
        let adapter = try request.adapter.map { try self.adapter($0, for: engine.model) }
        let tokens = engine.model.tokenizer.tokens(of: request.text, isPlain: request.isPlain)
        let following = try await engine.logProbabilities([(TrainingSequence(tokens: tokens), adapter)])
        let result = ScoreResult(tokens: tokens, following: following.first ?? [])
        if let perplexity = result.perplexity, !perplexity.isFinite {
            throw Diagnosis(
                file: adapter?.source ?? engine.model.path, place: "perplexity",
                problem: "it is too large for a number: tokens have a log-probability of "
                    + "\(Quantity.decimal(result.sum / Double(following[0].count), places: 0)) on average",
                remedy: adapter == nil
                    ? "the model is damaged; fetch it again, or use another"
                    : "use the model without the adapter, or train that again with a lower learning rate")
        }
        return result
    }
}
