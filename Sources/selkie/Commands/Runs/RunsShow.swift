import Memory
import ArgumentParser
import Console
import Files
import LanguageModel
import SelfAdaptation

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
        let store = try home.adapters(in: session)
        let record = try RunStore(store).experiment(named: argument.run)
        if !record.isFinished {
            session.note(
                RunStore(store).isRunning(record)
                    ? "The run is going on."
                    : "The run was cut off; 'selkie runs resume \(record.name)' goes on with it.")
        }
        switch record.kind {
        case .train:
            let experiment = try TrainExperiment(record)
            let report = try await experiment.report(record, store: store)
            try TrainOutput(record, experiment, report, store: store, in: session).print(in: session)
        case .eval:
            let experiment = try EvaluationExperiment(record)
            let results = try await experiment.results(record, store: store)
            try EvaluationTable(record, experiment, results, store: store, in: session).print(in: session)
        case .corpus:
            throw Diagnosis(
                file: record.name, problem: "is a corpus, which has no figures to show",
                remedy: "see its lines, or 'selkie runs export'", category: .usage)
        }
    }
}
