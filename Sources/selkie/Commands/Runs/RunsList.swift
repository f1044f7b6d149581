import ArgumentParser
import Console
import Files
import Foundation
import Memory
import Text
import Workbench

/// `selkie runs list`: what was begun, the newest first.
struct RunsList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List runs, the newest first.",
        discussion:
            "JSON: [\(JSONShape.text(Result.self))]; the state is finished, running or cut off."
    )

    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Result: Codable {
        let name: String
        let kind: ExperimentRecord.Kind
        let created: String
        let state: String
        let steps: Int
    }

    func run(in session: Session) async throws {
        let runs = RunStore(try await session.workbench(home).store())
        let results = try runs.experiments().map {
            Result(
                name: $0.name, kind: $0.kind, created: $0.created.formatted(.iso8601),
                state: $0.isFinished ? "finished" : runs.isRunning($0) ? "running" : "cut off",
                steps: $0.entries)
        }
        if session.isJSON { return try JSONText.emit(results) }
        if results.isEmpty {
            return session.note(
                "No runs yet; 'selkie train', 'selkie eval', 'selkie corpus' and 'selkie fewshot' make them")
        }
        var table = Table([
            Table.Column("name"), Table.Column("kind"), Table.Column("begun"), Table.Column("state"),
            Table.Column("steps done", alignment: .right),
        ])
        for result in results {
            table.append([
                Table.Cell(result.name), Table.Cell(result.kind.rawValue), Table.Cell(result.created),
                Table.Cell(result.state),
                Table.Cell(Quantity.count(result.steps)),
            ])
        }
        try session.print(table)
    }
}
