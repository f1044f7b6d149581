import Memory
import ArgumentParser
import Console
import Files
import Grading
import SelfAdaptation

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
        let store = try model.home.adapters(in: session)
        let runs = RunStore(store)
        let record = try runs.experiment(named: argument.run)
        switch record.kind {
        case .train:
            try await runs.rewrite(record) { record, entries in
                var experiment = try TrainExperiment(record)
                let grader = try grader(experiment.grader, of: experiment, store: store, in: session)
                let result = try found(
                    await Regrading(passages(experiment.work, record), grader: grader)
                        .outerLoop(experiment.loop, journal: ReadOnlyJournal(entries)), record, in: session)
                experiment.work.setScoring()
                let hasPolicy = try runs.adapters(of: record).contains { $0.adapter.role == .policy }
                guard experiment.isRegraded == true || hasPolicy && result.changed > 0 else {
                    return try revision(result, experiment, key: record.key)
                }
                // The command that began it would come to other policies: it finds this run no more.
                experiment.isRegraded = true
                return try revision(
                    result, experiment,
                    key: InputDigest.of(experiment.identity, kind: "regraded as \(record.name)"))
            }
            let experiment = try TrainExperiment(runs.experiment(named: record.name))
            let report = try await experiment.report(record, store: store)
            try TrainOutput(record, experiment, report, store: store, in: session).print(in: session)
        case .eval:
            try await runs.rewrite(record) { record, entries in
                var experiment = try EvaluationExperiment(record)
                let grader = try grader(experiment.grader, of: experiment, store: store, in: session)
                let result = try found(
                    await Regrading(passages(experiment.work, record), grader: grader)
                        .evaluation(
                            experiment.evaluation, rows: experiment.rows.count,
                            journal: ReadOnlyJournal(entries)), record, in: session)
                experiment.work.setScoring()
                return try revision(result, experiment, key: record.key)
            }
            let experiment = try EvaluationExperiment(runs.experiment(named: record.name))
            let results = try await experiment.results(record, store: store)
            try EvaluationTable(record, experiment, results, store: store, in: session).print(in: session)
        case .corpus: throw hasNothing(record, "is a corpus, which keeps no answers")
        }
    }

    /// The run's own grader.
    private func grader(
        _ choice: GraderChoice?, of experiment: some Experiment, store: AdapterStore, in session: Session
    ) throws -> any Grader {
        try choice.grader(
            student: model.engine(for: experiment.student, store: store, in: session), model: model,
            store: store, in: session)
    }

    private func passages(_ work: Workload, _ record: ExperimentRecord) throws -> [ItemSummary] {
        guard case .knowledge = work else {
            throw hasNothing(record, "is about puzzles, which are right or wrong by their grids")
        }
        return work.items
    }

    /// What was scored again, which is told; at least one answer.
    private func found(
        _ result: Regrading.Result?, _ record: ExperimentRecord, in session: Session
    ) throws -> Regrading.Result {
        guard let result, result.answers > 0 else {
            throw Diagnosis(
                file: record.name, problem: "has kept no answers that could be scored again",
                remedy: "run it again from its dataset")
        }
        session.note(
            "Scored \(Quantity.count(result.answers, "answer")) again; \(Quantity.count(result.changed)) "
                + "count otherwise than before.")
        return result
    }

    private func revision(
        _ result: Regrading.Result, _ experiment: some Experiment, key: String
    ) throws -> RunStore.Revision {
        RunStore.Revision(
            key: key, inputs: try InputDigest.json(experiment),
            entries: result.entries.map {
                RunStore.Entry(key: $0.key, payload: String(decoding: $0.payload, as: UTF8.self))
            })
    }

    private func hasNothing(_ record: ExperimentRecord, _ problem: String) -> Diagnosis {
        Diagnosis(
            file: record.name, problem: problem, remedy: "name a run of train or eval on passages",
            category: .usage)
    }
}
