import ArgumentParser
import Console
import Files
import Foundation
import Workbench

/// `selkie report`: what happened in an outer loop, as one page.
struct ReportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Make a page about a run of train: scores, rewards, directives, time, the self-edits themselves.",
        discussion: """
            The page is one HTML file that needs no network. A run that is still going on, or was cut off, is \
            reported as far as it has come. Nothing may be there yet under the names of the files.

            JSON: \(JSONShape.text(Result.self)), "png" with --png.
            """)

    @OptionGroup var argument: RunArgument
    @Option(
        help: ArgumentHelp(
            "The page to write; RUN.html in the current folder unless given.", valueName: "file"),
        completion: .file())
    var out: String?
    @Option(
        help: ArgumentHelp(
            "Write the chart of scores as a PNG file, too; needs the program rsvg-convert.", valueName: "file"
        ),
        completion: .file())
    var png: String?
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Codable {
        let path: String
        let png: String?
    }

    func validate() throws {
        for (flag, file, kind) in [("--out", out, "html"), ("--png", png, "png")] {
            if let file, URL(filePath: file).pathExtension.lowercased() != kind {
                throw ValidationError("\(flag) \(file): give a name that ends in .\(kind)")
            }
        }
    }

    func run(in session: Session) async throws {
        let path = try await session.workbench(home).report(run: argument.run, to: out, picture: png)
        if session.isJSON { return try JSONText.emit(Result(path: path, png: png)) }
        session.note("Wrote \([path, png].compactMap { $0 }.joined(separator: " and "))")
    }
}
