import ArgumentParser
import Console
import Files
import Workbench

/// `selkie adapters export`: an adapter for other programs.
struct AdaptersExport: Command {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Copy an adapter for other programs: a folder for PEFT, or a GGUF file for llama.cpp.",
        discussion: """
            A GGUF adapter is laid out for its base, so its base model must be there: --model.

            JSON: \(JSONShape.text(Result.self)).
            """)

    @OptionGroup var adapter: AdapterArgument
    @Option(
        help: ArgumentHelp("Where to write it; nothing may be there yet.", valueName: "path"),
        completion: .file())
    var to: String
    @Option(help: "peft: a folder. gguf: a file.")
    var format = ExportRequest.Format.peft
    @Flag(help: "Store a folder's numbers in bfloat16, at half the size.")
    var bf16 = false
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Codable {
        let path: String
        let format: ExportRequest.Format
    }

    func validate() throws {
        if bf16, format == .gguf { throw ValidationError("--bf16 is for folders; leave it or --format gguf") }
    }

    func run(in session: Session) async throws {
        var request = ExportRequest(adapter.adapter, to: to)
        (request.format, request.isHalved, request.model) = (format, bf16, model.choice())
        try await session.workbench(model.home).export(request)
        if session.isJSON { return try JSONText.emit(Result(path: to, format: format)) }
        session.note("Wrote \(to)")
    }
}

extension ExportRequest.Format: ExpressibleByArgument {}
