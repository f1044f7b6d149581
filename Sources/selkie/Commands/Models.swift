import ArgumentParser
import Console
import ModelLibrary

/// `selkie models`: what is there and what can be had.
struct Models: Command {
    static let configuration = CommandConfiguration(
        abstract: "List the models that are there and those that can be pulled.",
        discussion: """
            JSON: [{"name", "path", "bytes", "state", "licence", "default"}]. state is one of "verified", \
            "unverified", "damaged", "not installed", "pulled in part" and "own", a model that you put into the folder \
            yourself.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    struct Row: Encodable {
        let name: String
        let path: String
        let bytes: Int
        let state: String
        let licence: String?
        let `default`: Bool

        init(_ model: ModelListing.Model) {
            name = model.name
            path = model.path
            bytes = model.bytes
            state = model.state.rawValue
            licence = model.licence
            `default` = model.name == ModelCatalog.defaultModel.name
        }
    }

    func run(in session: Session) async throws {
        let folder = home.folder(in: session)
        let models = ModelListing(home: folder).models()
        if session.isJSON { return try JSONText.emit(models.map(Row.init)) }
        var table = Table([
            Table.Column("model"), Table.Column("size", alignment: .right), Table.Column("state"),
            Table.Column("licence"),
        ])
        for model in models {
            let isDefault = model.name == ModelCatalog.defaultModel.name
            table.append([
                Table.Cell(model.name + (isDefault ? " (default)" : "")),
                Table.Cell(model.bytes > 0 ? Quantity.bytes(model.bytes) : ""),
                Table.Cell(model.state.rawValue, paint: paint(model.state)),
                Table.Cell(model.licence ?? ""),
            ])
        }
        try session.print(table)
        session.note("In \(folder.models)")
    }

    private func paint(_ state: ModelListing.State) -> Style.Paint? {
        switch state {
        case .verified: .green
        case .damaged: .red
        case .unverified, .begun: .yellow
        case .notInstalled, .own: nil
        }
    }
}
