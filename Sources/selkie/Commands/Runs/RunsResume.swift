import ArgumentParser
import Workbench

/// `selkie runs resume`: go on where a run was cut off, from what the store knows.
struct RunsResume: Command {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Go on with a run that was cut off.",
        discussion: """
            The store holds all that the run depends on but the model; its dataset is no longer needed. It ends \
            with the figures that it would have had.

            JSON: as 'selkie runs show' gives it.
            """)

    @OptionGroup var argument: RunArgument
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Memory") var memory: MemoryOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws { try argument.check(model) }

    func run(in session: Session) async throws {
        let figures = try await session.workbench(model.home).resume(
            run: argument.run, with: model.choice(memory))
        switch figures {
        case .outerLoop(let figures): try figures.conclude(in: session)
        case .evaluation(let figures): try figures.print(in: session)
        }
    }
}
