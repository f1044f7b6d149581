import ArgumentParser
import Console
import Files
import Foundation
import Memory
import Reports
import SelfAdaptation
import Text
import Workbench

/// `selkie fewshot show`: tasks to look at.
struct FewShotShow: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Draw tasks: their demonstrations and tests, and what was answered.",
        discussion: """
            Grids are blocks of colour on a terminal, and digits elsewhere or with NO_COLOR. Of several tasks a \
            list is printed; those named by --task are drawn.

            --run draws the answers of a finished or unfinished 'selkie fewshot eval' beside what was wanted: those \
            that each row's recipes give most often, of a search the best one's. TASKS are then those of the evaluation.

            --out writes a page (FILE.html), or a drawing of one task (FILE.svg, FILE.png; the last needs the \
            program rsvg-convert). Nothing may be there yet under that name.

            JSON: \(JSONShape.text(Listing.self, snakeCase: true)), with --out \(JSONShape.text(Written.self)).
            """)

    @OptionGroup(title: "Tasks") var dataset: GridDatasetOptions
    @Option(help: ArgumentHelp("Draw the answers of this evaluation.", valueName: "run"))
    var run: String?
    @Option(
        help: ArgumentHelp("Write a page or a drawing: .html, .svg or .png.", valueName: "file"),
        completion: .file())
    var out: String?
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    /// A task with answers of several sources.
    struct Entry: Codable {
        let name: String
        let size: Int
        let demonstrations: [GridPair]
        let tests: [GridPair]
        let answers: [Source]

        struct Source: Codable {
            let name: String
            let share: Double?
            let answers: [Exam.Answer]
        }
    }

    private struct Listing: Codable {
        let tasks: [Entry]
    }

    private struct Written: Codable {
        let path: String
    }

    func validate() throws {
        guard !dataset.tasks.isEmpty || run != nil else {
            throw ValidationError("name a file of tasks, or an evaluation with --run")
        }
        if run != nil {
            let idle = [
                ("TASKS", !dataset.tasks.isEmpty), ("--solutions", dataset.solutions != nil),
                ("--limit", dataset.limit != nil),
                ("--max-size", dataset.maxSize != nil),
            ].first(where: \.1)
            if let idle {
                throw ValidationError(
                    "\(idle.0) has no place beside --run, which knows its tasks; use --task")
            }
        }
        guard let out else { return }
        guard ["html", "svg", "png"].contains(URL(filePath: out).pathExtension.lowercased()) else {
            throw ValidationError("--out \(out): give a name that ends in .html, .svg or .png")
        }
    }

    func run(in session: Session) async throws {
        let (tasks, answers) = try await session.workbench(home).tasks(dataset.request, answeredIn: run)
        if let out { return try await write(tasks, answers, to: out, in: session) }
        if session.isJSON {
            let entries = zip(tasks, answers).map { task, answers in
                Entry(
                    name: task.name, size: task.size, demonstrations: task.demonstrations,
                    tests: task.tests,
                    answers: answers.map { Entry.Source(name: $0.name, share: $0.share, answers: $0.answers) }
                )
            }
            return try JSONText.emit(Listing(tasks: entries), snakeCase: true)
        }
        guard tasks.count == 1 || !dataset.task.isEmpty || run != nil else {
            return try list(tasks, in: session)
        }
        for (task, answers) in zip(tasks, answers) {
            try session.print(TaskDrawing(task, answers: answers, for: session.output).text)
        }
    }

    private func write(
        _ tasks: [GridTask], _ answers: [[GridChart.Answers]], to path: String, in session: Session
    ) async throws {
        try await session.workbench(home).draw(
            tasks, answers, title: run ?? dataset.request.title, to: path)
        if session.isJSON { return try JSONText.emit(Written(path: path)) }
        session.note("Wrote \(path)")
    }

    private func list(_ tasks: [GridTask], in session: Session) throws {
        var table = Table([
            Table.Column("task"), Table.Column("demonstrations", alignment: .right),
            Table.Column("tests", alignment: .right), Table.Column("cells and rows", alignment: .right),
        ])
        for task in tasks {
            table.append([
                Table.Cell(task.name), Table.Cell(Quantity.count(task.demonstrations.count)),
                Table.Cell(Quantity.count(task.tests.count)), Table.Cell(Quantity.count(task.size)),
            ])
        }
        try session.print(table)
    }
}
