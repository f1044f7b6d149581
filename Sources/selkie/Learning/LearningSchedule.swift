import AdapterStore
import Console
import Documents
import Foundation
import LanguageModel
import ModelFormats
import ModelLibrary
import SelfAdaptation

/// What a learning run does in which time: the jobs on its documents, as a plan has them where there is one.
struct LearningSchedule {
    /// Documents that are learned.
    private(set) var jobs: [DocumentJob]
    /// What they come to.
    let estimate: WorkEstimate
    /// The plan, when the time is limited or a plan was given.
    let plan: RecordedPlan?
    /// Where the plan is kept.
    let planPath: String?
    /// Limits the time; none without a budget.
    let allowance: Allowance?
    /// Keeps the plan until the run is over.
    private let journal: StoredJournal?

    /// Part of the budget that is planned: estimates err.
    private static let planned = 0.9
    /// A job of more seconds is worth a word about budgets.
    private static let long = 600.0
    /// Budgets that are offered.
    private static let offers: [Double] = [5, 10, 15, 30, 60, 120, 240].map { $0 * 60 }
    /// What an offered budget is of the whole time, at most.
    private static let offered = 0.4

    /// Settles what is done of everything that was asked for.
    ///
    /// - Throws: ``CommandError`` for a plan that can't be followed or a budget that nothing fits into; errors of model
    ///   and store.
    init(
        _ asked: [DocumentJob], _ options: PlanOptions, _ model: LanguageModel, _ costs: CostModel,
        home: SelkieHome, store: AdapterStore, session: Session
    ) async throws {
        let count = asked.map(\.contexts.count).reduce(0, +)
        if let file = options.plan {
            let plan = try RecordedPlan.read(file, passages: count)
            (self.plan, planPath, journal, allowance) = (plan, file, nil, nil)
            jobs = Self.following(plan.plan, asked)
        } else if let budget = options.budget {
            let journal = try StoredJournal(store, key: Self.key(asked, budget))
            let plan = try await journal.remember("plan", RecordedPlan.self) {
                try Self.plan(asked, model, costs, budget: budget, count: count, session: session)
            }
            let folder = home.path + "/plans"
            try home.make(folder)
            let path = try "\(folder)/\(Self.key(asked, budget).prefix(16)).json"
            try plan.write(to: path)
            (self.plan, planPath, self.journal) = (plan, path, journal)
            allowance = Allowance(until: budget.seconds, clock: session.clock, costs: costs)
            jobs = Self.following(plan.plan, asked)
        } else {
            (plan, planPath, journal, allowance) = (nil, nil, nil, nil)
            jobs = asked
        }
        estimate = try Self.estimate(jobs, model, costs)
        tell(asked, model, costs, in: session)
    }

    /// Notes that the run is over: the same command makes a plan anew.
    ///
    /// - Throws: `StoreError`.
    func finish() async throws { try await journal?.finish() }

    /// Says what the run will come to, and what less would be possible.
    private func tell(_ asked: [DocumentJob], _ model: LanguageModel, _ costs: CostModel, in session: Session)
    {
        let figures = JobEstimate(estimate, costs)
        if let plan, let planPath { session.note("Plan (\(planPath)): \(plan.text).") }
        session.note("\(name): \(figures.text("passage")).")
        guard plan == nil, figures.seconds > Self.long,
            let budget = Self.offers.last(where: { $0 <= figures.seconds * Self.offered })
                ?? Self.offers.first,
            let less = try? WorkPlan.fitting(
                budget * Self.planned, asked: Self.everything(asked),
                seconds: { try Self.estimate(Self.following($0, asked), model, costs).seconds(costs) })
        else { return }
        let count = asked.map(\.contexts.count).reduce(0, +)
        session.note(
            "--budget \(TimeBudget.text(budget)) would teach \(RecordedPlan(less, of: count, budget: budget).text)."
        )
    }

    /// What the jobs are called together.
    var name: String {
        jobs.count == 1 ? jobs[0].document.title : Quantity.count(jobs.count, "document")
    }

    private static func plan(
        _ asked: [DocumentJob], _ model: LanguageModel, _ costs: CostModel, budget: TimeBudget, count: Int,
        session: Session
    ) throws -> RecordedPlan {
        func seconds(_ plan: WorkPlan) throws -> Double {
            try estimate(following(plan, asked), model, costs).seconds(costs)
        }
        let left = (budget.seconds - session.clock.now) * planned
        if let plan = try WorkPlan.fitting(left, asked: everything(asked), seconds: seconds) {
            return RecordedPlan(plan, of: count, budget: budget.seconds)
        }
        let least = try seconds(
            WorkPlan(
                passages: 1, candidates: 0, epochs: min(everything(asked).epochs, WorkPlan.fewestEpochs)))
        throw CommandError(
            file: "--budget \(TimeBudget.text(budget.seconds))",
            problem: "the text of one passage alone takes \(JobEstimate.time(least))",
            remedy:
                "give \(TimeBudget.text(((least / planned + session.clock.now) * 1.2 + 1).rounded(.up))) or more",
            exitCode: Console.ExitCode.usage)
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

    /// Digest of what a plan is made for.
    private static func key(_ asked: [DocumentJob], _ budget: TimeBudget) throws -> String {
        try InputDigest.of(asked.map { try $0.key }, kind: "plan for \(budget.seconds)")
    }
}
