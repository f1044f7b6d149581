public import ArgumentParser
import Console
import Files
import LanguageModel
public import SelfAdaptation
import Text
import Workbench

/// `selkie reader train`: a reader from passages with questions.
struct ReaderTrain: Command {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a reader on passages with questions.",
        discussion: """
            It learns to answer with a passage in view; to write the question that a span of a passage answers; and to answer \
            from what was learned a moment ago. DATASET is as for 'selkie train'; it should hold no passage that the reader is \
            to be judged by.

            JSON: \(JSONShape.text(ReaderResult.self)).
            """)

    @OptionGroup(title: "Passages") var dataset: DatasetOptions
    @OptionGroup(title: "Training") var training: InnerLoopOptions
    @Option(
        help: ArgumentHelp(
            "Passages, the last ones, that it does not learn from: how well it does on them is told after every epoch.",
            valueName: "n"))
    var check = 0
    @Option(help: ArgumentHelp("Kinds of lessons: read, ask, recall; all unless given.", valueName: "kind"))
    var lesson: [ReaderLessons.Kind] = []
    @Option(help: "Seed of everything random.") var seed: UInt64 = 0
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        var request = ReaderRequest(dataset.request)
        request.model = model.choice(memory)
        request.settings.seed = seed
        if let rate = training.learningRate { request.settings.training.learningRate = rate }
        if let epochs = training.epochs { request.settings.training.epochs = epochs }
        if let size = training.batchSize { request.settings.training.accumulation = size }
        if let rank = training.rank { request.settings.lora.rank = rank }
        if let alpha = training.alpha { request.settings.lora.alpha = alpha }
        if let layers = training.layers { request.settings.layers = layers }
        if !lesson.isEmpty { request.settings.kinds = lesson }
        request.settings.check = check
        let result = try await session.workbench(model.home).trainReader(request)
        if session.isJSON { return try JSONText.emit(result) }
        try session.print(
            "\(result.name): \(Quantity.count(result.passages, "passage")), "
                + "\(Quantity.count(result.tokens, "token")) in \(Quantity.duration(result.seconds))")
    }
}

extension ReaderLessons.Kind: ExpressibleByArgument {}
