import Files
import Foundation
import LanguageModel
package import Memory
import SelfAdaptation

extension Workbench {
    /// What a run has come to, complete or not.
    ///
    /// - Throws: `Diagnosis` when there is none of that name, or it has no figures.
    package func show(run name: String) async throws -> RunFigures {
        let store = try store()
        let record = try RunStore(store).experiment(named: name)
        if !record.isFinished {
            note(.unfinished(run: record.name, isRunning: RunStore(store).isRunning(record)))
        }
        switch record.kind {
        case .train, .eval: return try await figures(of: record, store)
        case .corpus:
            throw Diagnosis(
                file: record.name, problem: "is a corpus, which has no figures to show",
                remedy: "see its lines, or export it", category: .usage, step: .exportRun)
        }
    }

    /// The figures of a run of train or eval as the store has it.
    package func figures(of record: ExperimentRecord, _ store: AdapterStore) async throws -> RunFigures {
        if record.kind == .train {
            let experiment = try TrainExperiment(record)
            let report = try await experiment.report(record, store: store)
            return .outerLoop(try figures(of: experiment, as: record, report, store))
        }
        let experiment = try EvaluationExperiment(record)
        let results = try await experiment.results(record, store: store)
        return .evaluation(try figures(of: experiment, as: record, results, store))
    }

    /// Goes on with a run that was cut off; it ends with the figures that it would have had.
    ///
    /// - Throws: `Diagnosis` for a run that can't be gone on with, errors of model and store; what has been finished stays in
    ///   the journal.
    package func resume(run name: String, with model: ModelChoice) async throws -> RunFigures {
        let store = try store()
        let record = try RunStore(store).experiment(named: name)
        switch record.kind {
        case .train:
            let experiment = try TrainExperiment(record)
            try refuseOldWork(experiment.work, record)
            if experiment.isRegraded == true, !record.isFinished {
                throw Diagnosis(
                    file: record.name, problem: "has policies that learned from other scores than it has now",
                    remedy: "give the command that began it, on top of what this run has",
                    step: .reuse(record.name))
            }
            let place = try await place(of: experiment, model, store)
            return .outerLoop(
                try figures(of: experiment, as: record, await experiment.run(record, in: place), store))
        case .eval:
            let experiment = try EvaluationExperiment(record)
            try refuseOldWork(experiment.work, record)
            let place = try await place(of: experiment, model, store)
            return .evaluation(
                try figures(of: experiment, as: record, await experiment.run(record, in: place), store))
        case .corpus:
            throw Diagnosis(
                file: record.name, problem: "is a corpus, which goes into a file",
                remedy: "give the command again that began it", category: .usage)
        }
    }

    private func place(
        of experiment: some Experiment, _ model: ModelChoice, _ store: AdapterStore
    ) async throws -> Workplace {
        let engine = try engine(for: experiment.student, as: bounded(model), store: store)
        return try await Workplace(engine, experiment.student, model: model, store: store, at: self)
    }

    /// Refuses to go on with what was scored by another exam, or cut otherwise: half of it would be.
    private func refuseOldWork(_ work: Workload, _ record: ExperimentRecord) throws {
        guard !record.isFinished else { return }
        if !work.isCutAsNow {
            throw Diagnosis(
                file: record.name, problem: "was begun when passages were cut into other pieces",
                remedy: "give the command again that began it: it begins a new run")
        }
        guard !work.isScoredAsNow else { return }
        throw Diagnosis(
            file: record.name, problem: "was begun when exams were scored otherwise",
            remedy: "score what it has again", step: .regrade(record.name))
    }

    /// Writes all that a run has recorded to a JSON file.
    ///
    /// - Throws: `Diagnosis` when there is no such run, or the file exists or can't be written.
    package func export(run name: String, to path: String) throws {
        let runs = RunStore(try store())
        let record = try runs.experiment(named: name)
        try refuseExisting([path])
        // Values are JSON already; they are put together as they are.
        let entries =
            try runs.entries(of: record).map { "\(try JSONText.line($0.key)):\($0.payload)" }
            + runs.adapters(of: record).map {
                "\(try JSONText.line(RunStore.entryKey(ofAdapter: $0.key))):\(try JSONText.line($0.adapter))"
            }
        let members = [
            "\"name\":\(try JSONText.line(record.name))",
            "\"kind\":\(try JSONText.line(record.kind.rawValue))",
            "\"created\":\(try JSONText.line(record.created.formatted(.iso8601)))",
            "\"finished\":\(record.isFinished)",
            "\"inputs\":\(String(decoding: record.inputs, as: UTF8.self))",
            "\"entries\":{\(entries.joined(separator: ","))}",
        ]
        try AtomicFile.write(Array("{\(members.joined(separator: ","))}\n".utf8), to: path)
    }
}
