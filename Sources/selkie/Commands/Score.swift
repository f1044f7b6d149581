import ArgumentParser
import Console
import Files
import Text
import Workbench

/// `selkie score`: how likely a model finds a text.
struct Score: Command {
    static let configuration = CommandConfiguration(
        abstract: "Show how likely a model finds a text.",
        discussion: """
            Reads the text from standard input or a file. Probabilities are natural logarithms. Nothing comes \
            before the first token, so it has none; perplexity is exp(-sum / number of the others).

            JSON: \(JSONShape.text(ScoreResult.self)). tokens and logprobs \
            have the same length; the first logprob is always null. perplexity is null for a single token.
            """)

    @OptionGroup var text: TextOptions
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Model") var adapter: AdapterOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        var request = ScoreRequest(try text.read(in: session))
        (request.isPlain, request.adapter, request.model) = (text.noSpecial, adapter.adapter, model.choice())
        let result = try await session.workbench(model.home).score(request)
        if session.isJSON { return try JSONText.emit(result) }
        let perToken = result.sum / Double(max(1, result.tokens.count - 1))
        var table = Table([Table.Column(""), Table.Column("", alignment: .right)])
        table.append(["tokens", Table.Cell(Quantity.count(result.tokens.count))])
        table.append(["log-probability, nats", Table.Cell(Quantity.decimal(result.sum, places: 3))])
        table.append(["a token", Table.Cell(Quantity.decimal(perToken, places: 3))])
        table.append([
            "perplexity", Table.Cell(result.perplexity.map { Quantity.decimal($0, places: 2) } ?? "n/a"),
        ])
        try session.print(table)
    }
}
