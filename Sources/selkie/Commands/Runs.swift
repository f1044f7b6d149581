import ArgumentParser

/// `selkie runs`: outer loops and evaluations that the store keeps.
struct Runs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, show, resume, regrade, export and remove runs of train and eval.",
        subcommands: [
            RunsList.self, RunsShow.self, RunsResume.self, RunsRegrade.self, RunsExport.self, RunsRemove.self,
        ],
        defaultSubcommand: RunsList.self)
}

/// One run, by its name.
struct RunArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("Name of the run; see selkie runs list.", valueName: "run"))
    var run: String

    /// Refuses a model beside the run, which names its own.
    func check(_ model: ModelOptions) throws {
        guard model.model == nil else {
            throw ValidationError("--model is of no use with a run, which says its model; leave it out")
        }
    }
}
