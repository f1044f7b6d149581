import Memory
import ArgumentParser
import Console
import Files

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
        let store = try model.home.adapters(in: session)
        let record = try RunStore(store).experiment(named: argument.run)
        switch record.kind {
        case .train:
            let experiment = try TrainExperiment(record)
            try refuseOldWork(experiment.work, record)
            if experiment.isRegraded == true, !record.isFinished {
                throw Diagnosis(
                    file: record.name, problem: "has policies that learned from other scores than it has now",
                    remedy: "give the command that began it, with --reuse \(record.name)")
            }
            let engine = try model.engine(
                for: experiment.student, store: store, in: session, memory: memory.bytes)
            let place = try await Workplace(
                engine, experiment.student, model: model, store: store, session: session)
            let report = try await experiment.run(record, in: place)
            try TrainOutput(record, experiment, report, store: store, in: session).conclude(in: session)
        case .eval:
            let experiment = try EvaluationExperiment(record)
            try refuseOldWork(experiment.work, record)
            let engine = try model.engine(
                for: experiment.student, store: store, in: session, memory: memory.bytes)
            let place = try await Workplace(
                engine, experiment.student, model: model, store: store, session: session)
            let results = try await experiment.run(record, in: place)
            try EvaluationTable(record, experiment, results, store: store, in: session).print(in: session)
        case .corpus:
            throw Diagnosis(
                file: record.name, problem: "is a corpus, which goes into a file",
                remedy: "give the command again that began it", category: .usage)
        }
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
            remedy: "score what it has again with 'selkie runs regrade \(record.name)'")
    }
}
