import Memory
import ArgumentParser
import Console
import Files
import Foundation
import ModelFormats
import Reports

/// `selkie report`: what happened in an outer loop, as one page.
struct ReportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Make a page about a run of train: scores, rewards, directives, time, the self-edits themselves.",
        discussion: """
            The page is one HTML file that needs no network. A run that is still going on, or was cut off, is \
            reported as far as it has come. Nothing may be there yet under the names of the files.

            JSON: {"path"}, with --png {"path", "png"}.
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

    struct Result: Encodable {
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
        let store = try home.adapters(in: session)
        let record = try RunStore(store).experiment(named: argument.run)
        guard record.kind == .train else {
            throw Diagnosis(
                file: record.name, problem: "is no run of train, and only those have a report",
                remedy: "see 'selkie runs show', 'selkie runs export' or 'selkie fewshot show --run'",
                category: .usage)
        }
        let path = out ?? "\(record.name).html"
        for file in [path, png].compactMap({ $0 }) where FileManager.default.fileExists(atPath: file) {
            throw Diagnosis(
                file: file, problem: "exists already", remedy: "remove it or choose another name",
                category: .cannotCreate)
        }
        let experiment = try TrainExperiment(record)
        let page = ReportPage(
            RunDescription(
                name: record.name, begun: record.created, isFinished: record.isFinished,
                student: experiment.student.name, teacher: experiment.teacher?.name,
                domain: experiment.work.descriptor),
            try await experiment.report(record, store: store))
        // The picture first: without the program that draws it, nothing is written at all.
        if let png {
            let picture = try await PictureConverter(environment: session.environment).png(page.scoreChart())
            try AtomicFile.write(picture, to: png)
        }
        try AtomicFile.write(try page.html(), to: path)
        if session.isJSON { return try JSONText.emit(Result(path: path, png: png)) }
        session.note("Wrote \([path, png].compactMap { $0 }.joined(separator: " and "))")
    }
}
