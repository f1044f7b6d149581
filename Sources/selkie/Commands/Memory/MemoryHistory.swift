import ArgumentParser
import Console
import Files
import Memory
import Text
import Workbench

/// `selkie memory history`: the versions of what is in weights.
struct MemoryHistory: Command {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the versions of what is in weights.",
        discussion: """
            Whatever is taught makes a new version, with an adapter more, or in place of others. It answers when the guard has \
            found that it answers more of what it was taught than the model without it, not fewer, beyond chance, of the questions that were \
            answered until now (an exact test of all of them together, p < 0.05), and that it has not left the model far \
            behind on general questions. Else it is refused, and kept aside. An ended version had an adapter that is gone. \
            What is kept can be gone back to with 'selkie rollback'.

            JSON: \(JSONShape.text(VersionListing.self)); "verdict" is null where nothing was taught, and "kl" in nats a token.
            """)

    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let listing = try await session.workbench(model.home).listVersions(for: model.named)
        if session.isJSON { return try JSONText.emit(listing) }
        guard !listing.versions.isEmpty else {
            return session.note("Nothing is in weights yet; 'selkie update' teaches what is known")
        }
        var table = Table([
            Table.Column("version", alignment: .right), Table.Column("state"), Table.Column("made"),
            Table.Column("because"), Table.Column("passages", alignment: .right), Table.Column("adapters"),
            Table.Column("size", alignment: .right), Table.Column("base"), Table.Column("guard"),
        ])
        for version in listing.versions {
            table.append([
                Table.Cell(String(version.id)),
                Table.Cell(
                    version.ended.map { "ended \($0.prefix(10))" } ?? version.state.rawValue,
                    paint: version.paint),
                Table.Cell(String(version.created.prefix(10))), Table.Cell(version.cause.rawValue),
                Table.Cell(Quantity.count(version.passages)),
                Table.Cell(version.adapters.joined(separator: ", ")),
                Table.Cell(Quantity.bytes(version.bytes)), Table.Cell(version.base),
                Table.Cell(version.verdict?.sentence ?? ""),
            ])
        }
        try session.print(table)
    }
}

extension VersionFigures {
    fileprivate var paint: Style.Paint? {
        switch state {
        case .active: .green
        case .refused: .red
        case .kept, .ended: nil
        }
    }
}
