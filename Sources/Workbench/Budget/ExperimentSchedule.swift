import LanguageModel
import SelfAdaptation

/// How much of an experiment is done: all that was asked for, or what a plan has of it.
struct ExperimentSchedule {
    /// The plan, if there is one, with the time that there is.
    let budget: BudgetedPlan
    /// Items that are worked on, the first ones.
    let items: Int
    /// What writing their exams will come to.
    let exam: WorkEstimate

    /// Settles how much of an experiment is done.
    ///
    /// - Parameters:
    ///   - asked: The experiment as it was asked for, which decides what a plan is for.
    ///   - known: The same with exams that were written by an earlier process.
    ///   - time: The budget or the plan, if there is one.
    ///   - place: What it runs with.
    /// - Throws: `Diagnosis` for a plan that can't be followed or a budget that nothing fits into; errors of model
    ///   and store.
    init<E: PlannedExperiment>(
        _ asked: E, known: E? = nil, _ time: TimeRequest, in place: Workplace
    ) async throws {
        let (bench, costs) = (place.bench, place.pace.costs)
        let model = place.engine.model
        let known = known ?? asked
        let estimates = Estimates(known, place.engine, costs.habits)
        budget = try await BudgetedPlan(
            asked.job, asked.asked, time, inputs: asked.identity, costs: costs,
            home: bench.home, store: place.store, clock: bench.clock
        ) { plan in try await estimates.whole(plan).seconds(costs) }
        let plan = budget.plan?.plan ?? asked.asked
        items = plan.passages
        exam = known.following(plan).exams(model, costs.habits)
        budget.tell(at: bench)
        let whole =
            exam.parts.isEmpty && budget.plan != nil
            ? nil : JobEstimate(try await estimates.whole(plan), costs)
        if let whole, !exam.parts.isEmpty {
            bench.note(.estimate(of: asked.title, whole, noun: asked.job.nouns.item, withExam: true))
        }
        if let whole, budget.plan == nil {
            await BudgetedPlan.offer(asked.job, asked.asked, whole: whole.seconds, at: bench) { plan in
                try await estimates.whole(plan).seconds(costs)
            }
        }
    }

    /// An experiment as the plan has it.
    func following<E: PlannedExperiment>(_ experiment: E) -> E {
        budget.plan.map { experiment.following($0.plan) } ?? experiment
    }
}

/// What an experiment will come to by any plan; items are looked at once for each number of epochs.
private actor Estimates<E: PlannedExperiment> {
    private let experiment: E
    private let engine: Engine
    private let habits: WritingHabits
    private var known: [Int: [ItemOutlook]] = [:]

    init(_ experiment: E, _ engine: Engine, _ habits: WritingHabits) {
        self.experiment = experiment
        self.engine = engine
        self.habits = habits
    }

    /// The exams and what comes after them.
    func whole(_ plan: WorkPlan) async throws -> WorkEstimate {
        let planned = experiment.following(plan)
        let expected = planned.expected(habits)
        let outlooks = try await outlooks(plan)
        return planned.exams(engine.model, habits)
            + (try await expected.estimate(engine, Array(outlooks.prefix(plan.passages))))
    }

    private func outlooks(_ plan: WorkPlan) async throws -> [ItemOutlook] {
        if let outlooks = known[plan.epochs] { return outlooks }
        var all = experiment.asked
        all.epochs = plan.epochs
        let outlooks = try await experiment.following(all).expected(habits).outlooks(engine.model, habits)
        known[plan.epochs] = outlooks
        return outlooks
    }
}
