import ArgumentParser
import Workbench

/// `selkie runs show`: what a run has come to, complete or not.
struct RunsShow: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a run has come to so far.",
        discussion: """
            JSON of an outer loop: \(JSONShape.text(OuterLoopFigures.self, snakeCase: true)). "before", "mean" and "best" are \
            accuracies; "watch" is what was seen of each training of each self-edit of each passage, as 'selkie learn' tells it; \
            "plan" and "plan_path" are there where there was a plan, "cut" when the time was up. JSON of an evaluation: as 'selkie \
            eval' gives it; items that are done count.
            """)

    @OptionGroup var argument: RunArgument
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        try await session.workbench(home).show(run: argument.run).print(in: session)
    }
}
