import Memory
import Files
import Foundation
import LanguageModel
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
    func announce(_ record: ExperimentRecord, isResumed: Bool, in session: Session) {
        session.note(
            record.isFinished
                ? "The run \(record.name) was finished before."
                : isResumed
                    ? "Going on with the run \(record.name) from what has been reached."
                    : "Run \(record.name); after an interruption the same command goes on with it.")
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
        place.session.note("\(record.name): \(JobEstimate(left, meter.costs).text(noun)).")
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
                problem: "the run's inputs can't be read (\(ExamOptions.place(of: error)))",
                remedy: "run it again from its dataset")
        }
    }
}

extension AdapterStore {
    /// The policy that an experiment names by its hash, for the model that it belongs to.
    ///
    /// - Throws: `Diagnosis` when it is gone or cannot be used.
    func policy(hash: String, of owner: ModelReference, for model: LanguageModel) throws -> Adapter {
        try load(find(hash), for: model.configuration, baseDigest: owner.digest).adapter
    }
}

extension ModelOptions {
    /// The engine of a model that an experiment names, checked against what it was.
    ///
    /// - Throws: `Diagnosis` when the file has changed since.
    func engine(
        for reference: ModelReference, store: AdapterStore, in session: Session, memory: Int? = nil
    ) throws -> Engine {
        var options = self
        options.model = reference.name
        let engine = try options.engine(in: session, memory: memory)
        guard try store.baseDigest(of: engine.model.files) == reference.digest else {
            throw Diagnosis(
                file: engine.model.path, problem: "is not the model that the run was begun with",
                remedy: "put the model back, or begin a new run")
        }
        return engine
    }

    /// The name and digest of the model that was asked for, with its engine.
    ///
    /// - Throws: What is wrong with the model, by file and place.
    func reference(
        store: AdapterStore, in session: Session, memory: Int? = nil
    ) throws -> (reference: ModelReference, engine: Engine) {
        let found = try resolve(in: session)
        let engine = try engine(in: session, memory: memory)
        let digest = try store.baseDigest(of: engine.model.files)
        return (ModelReference(name: model == nil ? found.name : found.path, digest: digest), engine)
    }
}
