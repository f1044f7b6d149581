import ArgumentParser
import Workbench

/// `selkie runs regrade`: the exam of today for the answers of a run.
struct RunsRegrade: Command {
    static let configuration = CommandConfiguration(
        commandName: "regrade",
        abstract: "Score the answers that a run has kept again, by the exam as it is today.",
        discussion: """
            No model is asked for answers, and none is loaded unless one grades. Scores take the place of those that \
            the run had. What was made of those stays: a policy has learned from what was best when it was trained. \
            An outer loop with policies whose scores change is therefore not gone on with: its command begins another \
            run, and it lends only its first round to --reuse.

            JSON: as 'selkie runs show' gives it.
            """)

    @OptionGroup var argument: RunArgument
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws { try argument.check(model) }

    func run(in session: Session) async throws {
        try await session.workbench(model.home).regrade(run: argument.run, with: model.choice()).print(
            in: session)
    }
}
