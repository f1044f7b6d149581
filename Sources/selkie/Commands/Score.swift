import ArgumentParser
import Console
import Files
import Foundation
import LanguageModel
import Text
import Workbench

/// `selkie score`: how likely a model finds a text.
struct Score: Command {
    static let configuration = CommandConfiguration(
        abstract: "Show how likely a model finds a text.",
        discussion: """
            Reads the text from standard input or a file. Probabilities are natural logarithms. Nothing comes \
            before the first token, so it has none; perplexity is exp(-sum / number of the others).

            JSON: \(JSONShape.text(Result.self)). tokens and logprobs \
            have the same length; the first logprob is always null. perplexity is null for a single token.
            """)

    @OptionGroup var text: TextOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Model") var adapter: AdapterOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Codable {
        let tokens: [Int32]
        let logprobs: [Float?]
        let sum: Double
        let perplexity: Double?

        init(tokens: [Int32], following: [Float]) {
            self.tokens = tokens
            logprobs = [nil] + following
            sum = following.reduce(0) { $0 + Double($1) }
            perplexity = following.isEmpty ? nil : exp(-sum / Double(following.count))
        }

        private enum CodingKeys: CodingKey { case tokens, logprobs, sum, perplexity }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(tokens, forKey: .tokens)
            try container.encode(logprobs, forKey: .logprobs)
            try container.encode(sum, forKey: .sum)
            try container.encode(perplexity, forKey: .perplexity)
        }
    }

    func run(in session: Session) async throws {
        let input = try text.read(in: session)
        let bench = try await session.workbench(model.home)
        let engine = try bench.engine(model.choice())
        let adapter = try adapter.load(for: engine.model, at: bench)
        let tokens = text.tokens(of: input, by: engine.model.tokenizer)
        let following = try await engine.logProbabilities([(TrainingSequence(tokens: tokens), adapter)])
        let result = Result(tokens: tokens, following: following.first ?? [])
        if let perplexity = result.perplexity, !perplexity.isFinite {
            throw Diagnosis(
                file: adapter?.source ?? engine.model.path, place: "perplexity",
                problem: "it is too large for a number: tokens have a log-probability of "
                    + "\(Quantity.decimal(result.sum / Double(following[0].count), places: 0)) on average",
                remedy: adapter == nil
                    ? "the model is damaged; fetch it again, or use another"
                    : "use the model without the adapter, or train that again with a lower learning rate")
        }
        if session.isJSON { return try JSONText.emit(result) }
        let perToken = result.sum / Double(max(1, tokens.count - 1))
        var table = Table([Table.Column(""), Table.Column("", alignment: .right)])
        table.append(["tokens", Table.Cell(Quantity.count(tokens.count))])
        table.append(["log-probability, nats", Table.Cell(Quantity.decimal(result.sum, places: 3))])
        table.append(["a token", Table.Cell(Quantity.decimal(perToken, places: 3))])
        table.append([
            "perplexity", Table.Cell(result.perplexity.map { Quantity.decimal($0, places: 2) } ?? "n/a"),
        ])
        try session.print(table)
    }
}
