import ArgumentParser
import Console
import Files
import Workbench

/// `selkie runs export`: a run as data, for other programs.
struct RunsExport: Command {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all that a run has recorded to a JSON file.",
        discussion: """
            The file is {"name", "kind", "created", "finished", "inputs", "entries": {KEY: VALUE}}: the settings \
            and passages, and each step under the name by which it was recorded, self-edits, answers and rewards \
            among it. Adapters are exported by 'selkie adapters export'.

            JSON: \(JSONShape.text(Result.self)).
            """)

    @OptionGroup var argument: RunArgument
    @Option(
        help: ArgumentHelp("The file to write; nothing may be there yet.", valueName: "file"),
        completion: .file())
    var to: String
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Codable {
        let path: String
    }

    func run(in session: Session) async throws {
        try await session.workbench(home).export(run: argument.run, to: to)
        if session.isJSON { return try JSONText.emit(Result(path: to)) }
        session.note("Wrote \(to)")
    }
}
