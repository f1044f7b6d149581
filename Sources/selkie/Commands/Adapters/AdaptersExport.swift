import Memory
import ArgumentParser
import Console
import LanguageModel
import ModelLibrary
import Workbench
import Files

/// `selkie adapters export`: an adapter for other programs.
struct AdaptersExport: Command {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Copy an adapter for other programs: a folder for PEFT, or a GGUF file for llama.cpp.",
        discussion: """
            A GGUF adapter is laid out for its base, so its base model must be there: --model.

            JSON: \(JSONShape.text(Result.self)).
            """)

    /// The formats that other programs read.
    enum Format: String, ExpressibleByArgument, CaseIterable, Codable {
        case peft, gguf
    }

    @OptionGroup var adapter: AdapterArgument
    @Option(
        help: ArgumentHelp("Where to write it; nothing may be there yet.", valueName: "path"),
        completion: .file())
    var to: String
    @Option(help: "peft: a folder. gguf: a file.")
    var format = Format.peft
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Codable {
        let path: String
        let format: Format
    }

    func run(in session: Session) async throws {
        let store = try await session.workbench(model.home).store()
        let reference = try store.find(adapter.adapter)
        switch format {
        case .peft: try store.exportFolder(reference, to: to)
        case .gguf:
            let base = try await session.workbench(model.home).resolve(model.choice()).path
            try store.exportGGUF(reference, for: ModelConfiguration(path: base), to: to)
        }
        if session.isJSON { return try JSONText.emit(Result(path: to, format: format)) }
        session.note("Wrote \(to)")
    }
}
