import ArgumentParser
import Workbench

/// `selkie runs show`: what a run has come to, complete or not.
struct RunsShow: Command {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a run has come to so far.",
        discussion: """
            JSON of an outer loop: {"name", "kind", "finished", "items", "candidates", "repeats", "rounds": \
            [{"round", "scored", "before", "mean", "best", "reward_mean", "reward_best", "selected", "ties", \
            "indistinct", "hopeless", "unusable", "collapsed", "watch", "signals", "training", "policy", "exam_before", "exam", "cost"}], "reward", "estimate"}, "plan" and "plan_path" where there was one: {"job", "passages", "of", \
            "candidates", "epochs", "rounds", "repeats", "budget"}, and "cut": {"items", "rounds", "rows", "policies"} when the \
            time was up; "before", \
            "mean" and "best" are accuracies and like the rewards {"value", "low", "high"}, "watch" is what was seen of each training of each self-edit of each passage, a list of \
            {"epoch", "kl", "alike", "probes", "collapse"}. JSON of an evaluation: \
            as 'selkie eval' gives it; items that are done count.
            """)

    @OptionGroup var argument: RunArgument
    @OptionGroup var home: HomeOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        try await session.workbench(home).show(run: argument.run).print(in: session)
    }
}
