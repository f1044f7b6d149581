import ArgumentParser
import Console
import Files
import LanguageModel
import SelfAdaptation
import Text
import Workbench

/// `selkie reader train`: a reader from passages with questions.
struct ReaderTrain: Command {
    private static let standard = ReaderSettings()

    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a reader on passages with questions.",
        discussion: """
            The model is asked about each passage in view; what it answers right, most often in a whole sentence, is what the \
            reader learns to answer with the passage in view. DATASET is as for 'selkie train'; it should hold no passage \
            that the reader is to be judged by.

            With --check a table tells, before the first and after each epoch, the mean loss of the right answers in passages \
            that it does not learn from, in nats a token.

            JSON: \(JSONShape.text(ReaderResult.self)).
            """)

    @OptionGroup(title: "Passages") var dataset: DatasetOptions

    @Option(
        help: ArgumentHelp(
            "Passages, the last ones, that it does not learn from: how well it does on them is told after every epoch.",
            valueName: "n"))
    var check = 0

    @Option(
        help: ArgumentHelp(
            "Rank of the reader, which updates the MLP's projections; \(standard.lora.rank) unless given.",
            valueName: "n"))
    var rank = Self.standard.lora.rank

    @Option(
        help: ArgumentHelp(
            "Peak learning rate; \(standard.training.learningRate) unless given.", valueName: "rate"))
    var learningRate = Self.standard.training.learningRate

    @Option(
        help: ArgumentHelp(
            "Passes over the lessons; \(standard.training.epochs) unless given.", valueName: "n"))
    var epochs = Self.standard.training.epochs

    @Option(help: "Seed of everything random.") var seed: UInt64 = 0
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        guard (1...1024).contains(rank) else {
            throw ValidationError("--rank \(rank): give a number from 1 to 1024")
        }
        guard (1...1000).contains(epochs) else {
            throw ValidationError("--epochs \(epochs): give a number from 1 to 1000")
        }
        guard learningRate > 0, learningRate.isFinite else {
            throw ValidationError("--learning-rate \(learningRate): give a positive number")
        }
        guard check >= 0 else { throw ValidationError("--check \(check): give a number from 0 on") }
    }

    func run(in session: Session) async throws {
        var request = ReaderRequest(dataset.request)
        request.model = model.choice(memory)
        request.settings.lora.alpha *= Float(rank) / Float(request.settings.lora.rank)
        request.settings.lora.rank = rank
        request.settings.training.learningRate = learningRate
        request.settings.training.epochs = epochs
        request.settings.check = check
        request.settings.seed = seed
        let result = try await session.workbench(model.home).trainReader(request)
        if session.isJSON { return try JSONText.emit(result) }
        if !result.checks.isEmpty {
            var table = Table([
                Table.Column("epochs", alignment: .right), Table.Column("loss", alignment: .right),
            ])
            for (epoch, loss) in result.checks.enumerated() {
                table.append([Table.Cell("\(epoch)"), Table.Cell(Quantity.decimal(Double(loss), places: 2))])
            }
            try session.print(table)
        }
        try session.print(
            "\(result.name): \(Quantity.count(result.passages, "passage")), "
                + "\(Quantity.count(result.tokens, "token")) in \(Quantity.duration(result.seconds))")
    }
}
