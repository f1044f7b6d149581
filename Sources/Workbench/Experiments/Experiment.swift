import Files
import Foundation
import LanguageModel
import Memory
import ModelFormats
import ModelLibrary
import SelfAdaptation

/// A run that is kept in the store: its inputs are all that is needed to go on.
protocol Experiment: Codable, Sendable {
    /// What kind of run it is.
    static var kind: ExperimentRecord.Kind { get }

    /// What the run is called.
    var title: String { get }

    /// The model that is updated.
    var student: ModelReference { get }

    /// The inputs that decide the run's results: those of the same identity are the same run.
    var identity: Self { get }
}

extension Experiment {
    /// The experiment in the store, found by its inputs or begun.
    ///
    /// - Throws: `Diagnosis`.
    func open(in store: AdapterStore) throws -> ExperimentRecord {
        try RunStore(store).open(
            key: InputDigest.of(identity, kind: Self.kind.rawValue), kind: Self.kind, title: title,
            inputs: InputDigest.json(self))
    }

    /// Says which run is at work, so that a user who stops it knows how to go on.
    func announce(_ record: ExperimentRecord, isResumed: Bool, at bench: Workbench) {
        bench.note(.run(record.name, record.isFinished ? .finished : isResumed ? .resumed : .begun))
    }

    /// Says what is left of the run, as far as something is, and begins to show how far it is.
    ///
    /// What was expected when the run was begun, the exam that was written for it included, is kept with it.
    ///
    /// - Throws: The journal's errors.
    func announce(
        _ record: ExperimentRecord, _ left: WorkEstimate, _ noun: String, journal: any RunJournal,
        on meter: JobMeter, in place: Workplace
    ) async throws {
        if let budget = RunBudget(place.budget) { try await journal.write(budget, as: RunBudget.key) }
        // A loop that made no policy is over with steps to spare.
        guard !record.isFinished, !left.parts.isEmpty else { return }
        _ = try await journal.remember(JobEstimate.key, JobEstimate.self) {
            JobEstimate(place.exam + left, meter.costs)
        }
        place.bench.note(.estimate(of: record.name, JobEstimate(left, meter.costs), noun: noun))
        meter.expect(left)
    }

    /// Notes that the run is over, unless the time was up before: then it can be gone on with.
    ///
    /// - Throws: The store's errors.
    func conclude(_ cut: WorkCut?, in place: Workplace, finish: () async throws -> Void) async throws {
        guard cut == nil else { return }
        try await finish()
        try await place.budget?.finish()
    }

    /// The inputs of an experiment that was begun before.
    ///
    /// - Throws: `Diagnosis` when they can't be read.
    init(_ record: ExperimentRecord) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: record.inputs)
        } catch {
            throw Diagnosis(
                file: record.name,
                problem: "the run's inputs can't be read (\(error.placeInJSON))",
                remedy: "run it again from its dataset")
        }
    }
}
