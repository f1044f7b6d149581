import ArgumentParser
import Console
import Files
import Workbench

/// `selkie memory show`: one source with its passages.
struct MemoryShow: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a source with its passages.",
        discussion: """
            A source is named by its number, its file or its title.

            JSON: \(JSONShape.text(SourceReport.self)). "start" and "end" count Unicode scalars of the document's text; "adapter" \
            is the newest that was taught the passage. What is not known is null.
            """)

    @Argument(help: "The source's number, file or title.")
    var source: String
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let report = try await session.workbench(model.home).showSource(
            source, for: model.named)
        if session.isJSON { return try JSONText.emit(report) }
        try session.print(report.lines(for: session.output))
    }
}
