import Memory
import ArgumentParser
import Console
import Foundation
import LanguageModel
import ModelFormats
import Text
import Workbench
import Files

/// `selkie adapters show`: everything that is known of one adapter.
struct AdaptersShow: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an adapter's settings, base, scores and folder.",
        discussion:
            "JSON: one object as in 'selkie adapters list'; for a folder of another program \(JSONShape.text(Foreign.self))."
    )

    @OptionGroup var adapter: AdapterArgument
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Foreign: Codable {
        let base: String
        let rank: Int
        let alpha: Double
        let modules: Int
        let folder: String
    }

    func run(in session: Session) async throws {
        let store = try await session.workbench(home).store()
        switch try store.find(adapter.adapter) {
        case .stored(let record): try show(record, folder: store.folder(of: record), session)
        case .folder(let path): try show(AdapterFolder(path: path), session)
        }
    }

    private func show(_ record: AdapterRecord, folder: String, _ session: Session) throws {
        if session.isJSON { return try JSONText.emit(AdapterReport(record, folder: folder)) }
        try session.print(
            table([
                ("name", record.name), ("role", record.role.rawValue), ("hash", record.hash),
                ("created", record.created.formatted(.iso8601)),
                ("learned from", record.sources.joined(separator: ", ")), ("style", record.style ?? ""),
                ("score (questions)", record.scoreText), ("base", record.baseName),
                ("base's digest", record.baseDigest),
                ("rank, alpha", "\(record.rank), \(number(record.alpha))"),
                ("projections", record.projections.map(\.rawValue).joined(separator: ", ")),
                ("size", Quantity.bytes(record.bytes)), ("folder", folder),
            ]))
    }

    private func show(_ folder: AdapterFolder, _ session: Session) throws {
        let base = folder.config.baseModelHint ?? ""
        if session.isJSON {
            return try JSONText.emit(
                Foreign(
                    base: base, rank: folder.config.rank, alpha: folder.config.alpha,
                    modules: folder.modules.count, folder: folder.path))
        }
        try session.print(
            table([
                ("base", base), ("rank, alpha", "\(folder.config.rank), \(number(folder.config.alpha))"),
                ("modules", Quantity.count(folder.modules.count)), ("folder", folder.path),
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
