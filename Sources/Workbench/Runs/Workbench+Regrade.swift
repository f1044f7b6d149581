import Files
import Grading
import LanguageModel
import Memory
import SelfAdaptation

extension Workbench {
    /// Scores the answers that a run has kept again, by the exam as it is today.
    ///
    /// - Throws: `Diagnosis` for a run that has kept none, errors of grader and store.
    package func regrade(run name: String, with model: ModelChoice) async throws -> RunFigures {
        let store = try store()
        let runs = RunStore(store)
        let record = try runs.experiment(named: name)
        switch record.kind {
        case .train:
            try await runs.rewrite(record) { record, entries in
                var experiment = try TrainExperiment(record)
                let grader = try grader(experiment.grader, of: experiment, model, store: store)
                let result = try found(
                    await Regrading(passages(experiment.work, record), grader: grader)
                        .outerLoop(experiment.loop, journal: ReadOnlyJournal(entries)), record)
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
        case .eval:
            try await runs.rewrite(record) { record, entries in
                var experiment = try EvaluationExperiment(record)
                let grader = try grader(experiment.grader, of: experiment, model, store: store)
                let result = try found(
                    await Regrading(passages(experiment.work, record), grader: grader)
                        .evaluation(
                            experiment.evaluation, rows: experiment.rows.count,
                            journal: ReadOnlyJournal(entries)), record)
                experiment.work.setScoring()
                return try revision(result, experiment, key: record.key)
            }
        case .corpus: throw hasNothing(record, "is a corpus, which keeps no answers")
        }
        return try await figures(of: runs.experiment(named: record.name), store)
    }

    /// The run's own grader.
    private func grader(
        _ choice: GraderChoice?, of experiment: some Experiment, _ model: ModelChoice, store: AdapterStore
    ) throws -> any Grader {
        try choice.grader(
            student: engine(for: experiment.student, as: model, store: store), model: model, store: store,
            at: self)
    }

    private func passages(_ work: Workload, _ record: ExperimentRecord) throws -> [ItemSummary] {
        guard case .knowledge = work else {
            throw hasNothing(record, "is about puzzles, which are right or wrong by their grids")
        }
        return work.items
    }

    /// What was scored again, which is told; at least one answer.
    private func found(
        _ result: Regrading.Result?, _ record: ExperimentRecord
    ) throws -> Regrading.Result {
        guard let result, result.answers > 0 else {
            throw Diagnosis(
                file: record.name, problem: "has kept no answers that could be scored again",
                remedy: "run it again from its dataset")
        }
        note(.regraded(answers: result.answers, changed: result.changed))
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
