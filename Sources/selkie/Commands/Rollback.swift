import ArgumentParser
import Console
import Files
import Workbench

/// `selkie rollback`: an earlier version answers again.
struct Rollback: Command {
    static let configuration = CommandConfiguration(
        abstract: "Let an earlier version of what is in weights answer again.",
        discussion: """
            Unless a version is named it is the last before the one that answers. Nothing is lost: the later one can be gone back \
            to by its number ('selkie memory history'). Passages that only the later one was taught are answered from their \
            text, and no update teaches them again by itself; 'selkie learn' does.

            JSON: \(JSONShape.text(RollbackResult.self)).
            """)

    @Argument(help: "The version's number.")
    var version: Int64?
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let result = try await session.workbench(model.home).rollBack(to: version, of: model.named)
        if session.isJSON { return try JSONText.emit(result) }
        session.note("Version \(result.to.id) answers in place of version \(result.from.id)")
    }
}
