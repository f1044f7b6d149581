public import ArgumentParser
import Console
import Files
import LanguageModel
import Workbench

/// `selkie adapters merge`: a model of its own out of base and adapter.
struct AdaptersMerge: Command {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Fold an adapter into its base and write a Hugging Face folder.",
        discussion: """
            The folder holds weights, configuration, tokenizer and chat template; transformers and whatever else \
            reads such folders loads it without knowing of adapters.

            JSON: \(JSONShape.text(Result.self)).
            """)

    @OptionGroup var adapter: AdapterArgument
    @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"), completion: .directory)
    var to: String
    @Option(help: "f32: single precision. bf16: half the size.")
    var type = MergedModel.ElementType.float32
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Codable {
        let path: String
        let type: String
    }

    func run(in session: Session) async throws {
        var request = MergeRequest(adapter.adapter, to: to)
        (request.type, request.model) = (type, model.choice())
        try await session.workbench(model.home).merge(request)
        if session.isJSON { return try JSONText.emit(Result(path: to, type: type.rawValue)) }
        session.note("Wrote \(to)")
    }
}

extension MergedModel.ElementType: ExpressibleByArgument {}
