import Grading
import LanguageModel
import Memory
import SelfAdaptation

/// What an experiment runs with.
struct Workplace {
    /// The model that is updated.
    let engine: Engine
    /// How that model was chosen.
    let model: ModelChoice
    let store: AdapterStore
    let bench: Workbench
    /// How fast the model is on this machine.
    let pace: MachinePace
    /// The plan, if there is one, with the time that there is.
    var budget: BudgetedPlan?
    /// What writing exams beforehand was expected to come to.
    var exam = WorkEstimate(items: 0, parts: [])

    /// The place for a model, whose speed is measured if it is not known.
    ///
    /// - Throws: What the engine throws.
    init(
        _ engine: Engine, _ student: ModelReference, model: ModelChoice, store: AdapterStore,
        at bench: Workbench
    ) async throws {
        self.engine = engine
        self.model = model
        self.store = store
        self.bench = bench
        pace = try await MachinePace.known(
            engine, digest: student.digest, at: bench)
    }

    /// Keeps to a schedule from here on.
    mutating func follow(_ schedule: ExperimentSchedule) {
        budget = schedule.budget
        exam = schedule.exam
    }

    /// The grader of a choice.
    ///
    /// - Throws: Errors of model and store.
    func grader(_ choice: GraderChoice?) throws -> any Grader {
        try choice.grader(student: engine, model: model, store: store, at: bench)
    }
}
