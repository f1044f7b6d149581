import Grading
import LanguageModel
import SelfAdaptation

/// An experiment that a plan can make smaller.
protocol PlannedExperiment: Experiment {
    /// What kind of run it is.
    var job: RecordedPlan.Job { get }

    /// Everything that was asked for, as a plan.
    var asked: WorkPlan { get }

    /// The same as a plan has it.
    func following(_ plan: WorkPlan) -> Self

    /// The same with all its items as they will probably be, where their exams are yet to be written.
    func expected(_ habits: WritingHabits) -> Self

    /// What writing exams beforehand will come to.
    func exams(_ model: LanguageModel, _ habits: WritingHabits) -> WorkEstimate

    /// What each item will take.
    ///
    /// - Throws: `Diagnosis` for an item that the model can't be asked about.
    func outlooks(_ model: LanguageModel, _ habits: WritingHabits) async throws -> [ItemOutlook]

    /// What the experiment will come to from its beginning, on items of these outlooks.
    ///
    /// - Throws: Errors of the model.
    func estimate(_ engine: Engine, _ outlooks: [ItemOutlook]) async throws -> WorkEstimate
}

/// An experiment on a work, whose items may lack their exams.
protocol WorkExperiment: PlannedExperiment {
    /// What is taught.
    var work: Workload { get set }
}

extension WorkExperiment {
    func expected(_ habits: WritingHabits) -> Self {
        var likely = self
        likely.work = work.expected(habits)
        return likely
    }

    func exams(_ model: LanguageModel, _ habits: WritingHabits) -> WorkEstimate { work.exams(model, habits) }

    func outlooks(_ model: LanguageModel, _ habits: WritingHabits) async throws -> [ItemOutlook] {
        try await work.with(student: model, grader: LexicalGrader(), Outlooks(habits: habits))
    }
}

/// What each item of a work will take.
private struct Outlooks: Workload.Use {
    typealias Outcome = [ItemOutlook]

    let habits: WritingHabits

    func callAsFunction<D: Domain>(_ domain: D, _ items: [D.Item]) throws -> [ItemOutlook] {
        try items.map { try domain.outlook($0, habits: habits) }
    }
}
