import ArgumentParser
import Console
import Files
import Foundation
import Memory
import ModelLibrary
import Text
import Workbench

/// `selkie adapters list`: what was learned, the newest first.
struct AdaptersList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List adapters, the newest first.",
        discussion: """
            The role is knowledge (what a document says), policy (how to write self-edits), or candidate (tried by \
            'selkie train --keep-all').

            JSON: [\(JSONShape.text(AdapterReport.self))]. Scores are left out \
            where there was no exam.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let bench = try await session.workbench(home)
        let adapters = try bench.listAdapters()
        if session.isJSON {
            return try JSONText.emit(adapters.map { AdapterReport($0.record, folder: $0.folder) })
        }
        if adapters.isEmpty {
            return session.note(
                "No adapters in \(bench.home.path)/adapters yet; 'selkie learn FILE' makes one")
        }
        var table = Table([
            Table.Column("name"), Table.Column("role"), Table.Column("hash"), Table.Column("created"),
            Table.Column("base"),
            Table.Column("score (questions)"), Table.Column("size", alignment: .right),
        ])
        for (record, _) in adapters {
            table.append([
                Table.Cell(record.name), Table.Cell(record.role.rawValue),
                Table.Cell(String(record.hash.prefix(8))),
                Table.Cell(record.created.formatted(.iso8601.year().month().day())),
                Table.Cell(record.baseName),
                Table.Cell(record.scoreText), Table.Cell(Quantity.bytes(record.bytes)),
            ])
        }
        try session.print(table)
    }
}
