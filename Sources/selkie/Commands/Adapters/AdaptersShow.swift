import ArgumentParser
import Console
import Files
import Foundation
import LanguageModel
import Memory
import Text
import Workbench

/// `selkie adapters show`: everything that is known of one adapter.
struct AdaptersShow: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an adapter's settings, base, scores and folder.",
        discussion:
            "JSON: one object as in 'selkie adapters list'; for a folder of another program \(JSONShape.text(ForeignAdapter.self))."
    )

    @OptionGroup var adapter: AdapterArgument
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        switch try await session.workbench(home).showAdapter(adapter.adapter) {
        case .kept(let record, let folder): try show(record, folder: folder, session)
        case .foreign(let adapter): try show(adapter, session)
        }
    }

    private func show(_ record: AdapterRecord, folder: String, _ session: Session) throws {
        if session.isJSON { return try JSONText.emit(AdapterReport(record, folder: folder)) }
        try session.print(
            table([
                ("name", record.name), ("role", record.role.rawValue), ("hash", record.hash),
                ("created", record.created.formatted(.iso8601)),
                ("learned from", record.sources.joined(separator: ", ")), ("style", record.style ?? ""),
                ("reader", record.reader ?? ""),
                ("score (questions)", record.scoreText), ("base", record.baseName),
                ("base's digest", record.baseDigest),
                ("rank, alpha", "\(record.rank), \(number(record.alpha))"),
                ("projections", record.projections.map(\.rawValue).joined(separator: ", ")),
                ("size", Quantity.bytes(record.bytes)), ("folder", folder),
            ]))
    }

    private func show(_ adapter: ForeignAdapter, _ session: Session) throws {
        if session.isJSON { return try JSONText.emit(adapter) }
        try session.print(
            table([
                ("base", adapter.base), ("rank, alpha", "\(adapter.rank), \(number(adapter.alpha))"),
                ("modules", Quantity.count(adapter.modules)), ("folder", adapter.folder),
            ]))
    }

    private func number(_ value: Double) -> String {
        Quantity.decimal(value, places: value == value.rounded() ? 0 : 3)
    }

    private func table(_ lines: [(String, String)]) -> Table {
        var table = Table([Table.Column(""), Table.Column("")])
        for (key, value) in lines where !value.isEmpty { table.append([Table.Cell(key), Table.Cell(value)]) }
        return table
    }
}
