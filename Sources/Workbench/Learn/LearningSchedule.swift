import Documents
import LanguageModel
import Memory
import ModelLibrary
import SelfAdaptation
import Text

/// What a learning run does in which time: the jobs on its documents, as a plan has them where there is one.
struct LearningSchedule {
    /// Documents that are learned.
    let jobs: [DocumentJob]
    /// What they come to.
    let estimate: WorkEstimate
    /// The plan, if there is one, with the time that there is.
    let budget: BudgetedPlan

    /// Seconds that learning takes at the most unless somebody says otherwise: what is left waits for an update.
    static let standard = 900.0

    /// Settles what is done of everything that was asked for.
    ///
    /// - Throws: `Diagnosis` for a plan that can't be followed or a budget that nothing fits into; errors of model
    ///   and store.
    init(
        _ asked: [DocumentJob], _ time: TimeRequest, _ model: LanguageModel, _ costs: CostModel,
        store: AdapterStore, at bench: Workbench
    ) async throws {
        let everything = Self.everything(asked)
        let seconds: (WorkPlan) throws -> Double = {
            try Self.estimate(Self.following($0, asked), model, costs).seconds(costs)
        }
        // A race is no plan's.
        let isRace = asked.contains(where: \.settings.race)
        let time =
            isRace
            ? time
            : try time.bounded(
                by: max(Self.standard, BudgetedPlan.least(everything, .learn, seconds: seconds)),
                work: seconds(everything))
        budget = try await BudgetedPlan(
            .learn, everything, time, inputs: asked.map { try $0.key }, costs: costs, home: bench.home,
            store: store, clock: bench.clock, seconds: seconds)
        jobs = budget.plan.map { Self.following($0.plan, asked) } ?? asked
        estimate = try Self.estimate(jobs, model, costs)
        let figures = JobEstimate(estimate, costs)
        budget.tell(at: bench)
        bench.note(.estimate(of: name, figures, noun: "passage"))
        if budget.plan == nil {
            await BudgetedPlan.offer(
                .learn, everything, whole: figures.seconds, at: bench, seconds: seconds)
        }
    }

    /// What the jobs are called together.
    var name: String {
        let titles = Set(jobs.map(\.group.source))
        return titles.count == 1 ? jobs[0].title : Quantity.count(titles.count, "document")
    }

    /// Everything that was asked for, as a plan.
    private static func everything(_ asked: [DocumentJob]) -> WorkPlan {
        WorkPlan(
            passages: asked.map(\.contexts.count).reduce(0, +),
            candidates: asked.map(\.candidates).max() ?? 0,
            epochs: asked.first?.settings.innerLoop.training.epochs ?? 1)
    }

    /// The jobs of a plan: passages are taken in order, documents without any are left out.
    private static func following(_ plan: WorkPlan, _ asked: [DocumentJob]) -> [DocumentJob] {
        var left = plan.passages
        return asked.compactMap { job in
            let count = min(left, job.contexts.count)
            left -= count
            return count > 0 ? job.following(plan, passages: count) : nil
        }
    }

    private static func estimate(
        _ jobs: [DocumentJob], _ model: LanguageModel, _ costs: CostModel
    ) throws -> WorkEstimate {
        try jobs.enumerated().map { place, job in try job.estimate(model, costs.habits, place: place) }
            .reduce(WorkEstimate(items: 0, parts: []), +)
    }
}
