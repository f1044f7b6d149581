import ArgumentParser
import Console
import Files
import Workbench

/// `selkie read`: what is understood of documents, before anything is learned.
struct Read: Command {
    static let configuration = CommandConfiguration(
        abstract: "Show what is understood of documents, before anything is learned.",
        discussion: """
            Reads what 'selkie learn' reads and shows the very passages that it would learn: their headings, pages and \
            places, their sizes in tokens of the model, their texts, and what was left out.

            JSON: \(JSONShape.text(Reading.self)). \
            "start" and "end" count Unicode scalars of the document's text, whose SHA-256 is "digest"; "heading", the headings \
            over a passage's beginning with " > " between them, "page" and "place" are null where there is none.

            A file that is named and can't be read ends the command with the exit code of its error, after the others were \
            shown; those in a folder are only told.
            """)

    @Argument(help: "Documents or folders; - is standard input.", completion: .file())
    var files: [String]
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let (reading, skipped, errors) = try await session.workbench(model.home).read(
            files, measuredBy: model.choice(), wording: \.spoken)
        if session.isJSON {
            try JSONText.emit(reading)
        } else {
            for document in reading.documents { try session.print(document.lines(for: session.output)) }
            for error in skipped { session.note(.skipped(error)) }
        }
        errors.forEach(Failure.tell)
        if let first = errors.first { throw ArgumentParser.ExitCode(Failure.exitCode(for: first)) }
    }
}
