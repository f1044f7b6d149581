import ArgumentParser
import Console
import Files
import Memory
import Text
import Workbench

/// `selkie memory list`: the sources.
struct MemoryList: Command {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the sources that are known.",
        discussion: """
            A source is pending while passages of it wait to be taught and none is answered from weights, learned or partly \
            learned when some are, and aside when all were tried and nothing of that answers; it is retired when nothing of it stands any longer. All of them are answered from their text. With --model that is \
            told for this model alone.

            JSON: \(JSONShape.text(MemoryListing.self)).
            """)

    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let bench = try await session.workbench(model.home)
        let listing = try bench.listSources(for: model.named)
        if session.isJSON { return try JSONText.emit(listing) }
        guard !listing.sources.isEmpty else {
            return session.note("Nothing is known yet; 'selkie learn FILE' adds something")
        }
        var table = Table([
            Table.Column("id", alignment: .right), Table.Column("title"), Table.Column("state"),
            Table.Column("trust"), Table.Column("passages", alignment: .right),
            Table.Column("characters", alignment: .right), Table.Column("added"), Table.Column("file"),
        ])
        for source in listing.sources {
            table.append([
                Table.Cell(String(source.id)), Table.Cell(source.title),
                Table.Cell(source.state == .partly ? "\(source.learned) learned" : source.state.rawValue),
                Table.Cell(source.trust.rawValue), Table.Cell(Quantity.count(source.passages)),
                Table.Cell(Quantity.count(source.characters)), Table.Cell(String(source.added.prefix(10))),
                Table.Cell(source.file),
            ])
        }
        try session.print(table)
    }
}
