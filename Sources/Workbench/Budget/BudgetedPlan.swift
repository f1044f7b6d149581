import Files
import Memory
import ModelLibrary
import SelfAdaptation

/// The plan of a run, made for a budget or given as a file, and the time that the run may take.
struct BudgetedPlan {
    /// The plan, when the time is limited or a plan was given.
    let plan: RecordedPlan?
    /// Where the plan is kept.
    let path: String?
    /// Limits the time; none without a budget.
    let allowance: Allowance?
    /// Keeps the plan until the run is over.
    private let journal: StoredJournal?

    /// Part of a budget that is planned: estimates err.
    private static let planned = 0.9
    /// A job of more seconds is worth a word about budgets.
    private static let long = 600.0
    /// Budgets that are offered.
    private static let offers: [Double] = [5, 10, 15, 30, 60, 120, 240].map { $0 * 60 }
    /// What an offered budget is of the whole time, at most.
    private static let offered = 0.4

    /// Settles how much of what was asked for is done.
    ///
    /// - Parameters:
    ///   - job: What kind of run it is.
    ///   - asked: Everything that was asked for.
    ///   - time: The budget or the plan, if there is one.
    ///   - inputs: All that decides what the run does: the same has the same plan until it is over.
    ///   - costs: Speed and habits of the model.
    ///   - home: Where plans are kept.
    ///   - store: Where a plan is remembered.
    ///   - clock: Has run since the command was given.
    ///   - seconds: What a plan takes.
    /// - Throws: `Diagnosis` for a plan that can't be followed or a budget that nothing fits into; errors of store and
    ///   estimate.
    init(
        _ job: RecordedPlan.Job, _ asked: WorkPlan, _ time: TimeRequest, inputs: some Encodable,
        costs: CostModel, home: SelkieHome, store: AdapterStore, clock: WorkClock,
        seconds: (WorkPlan) async throws -> Double
    ) async throws {
        if let file = time.plan {
            plan = try RecordedPlan.read(file, for: job, items: asked.passages)
            (path, journal, allowance) = (file, nil, nil)
        } else if let budget = time.budget {
            let key = try InputDigest.of(inputs, kind: "plan for \(budget)")
            let journal = try StoredJournal(store, key: key)
            let plan = try await journal.remember("plan", RecordedPlan.self) {
                try await Self.make(job, asked, budget: budget, spent: clock.now, seconds: seconds)
            }
            let folder = home.path + "/plans"
            try home.make(folder)
            let path = "\(folder)/\(key.prefix(16)).json"
            try plan.write(to: path)
            (self.plan, self.path, self.journal) = (plan, path, journal)
            allowance = Allowance(until: budget, clock: clock, costs: costs)
        } else {
            (plan, path, journal, allowance) = (nil, nil, nil, nil)
        }
    }

    /// Notes that the run is over: the same command makes a plan anew.
    ///
    /// - Throws: `Diagnosis`.
    func finish() async throws { try await journal?.finish() }

    /// Says what the plan is.
    func tell(at bench: Workbench) {
        if let plan, let path { bench.note(.plan(plan, path: path)) }
    }

    /// Says what less would be possible, where there is no plan and everything takes long.
    static func offer(
        _ job: RecordedPlan.Job, _ asked: WorkPlan, whole: Double, at bench: Workbench,
        seconds: (WorkPlan) async throws -> Double
    ) async {
        guard whole > long, let budget = offers.last(where: { $0 <= whole * offered }) ?? offers.first,
            let less = try? await WorkPlan.fitting(
                budget * planned, asked: asked, rule: job.rule, seconds: seconds)
        else { return }
        bench.note(.offer(RecordedPlan(job, less, of: asked.passages, budget: budget)))
    }

    /// The seconds that suffice for the least of a job in any case.
    static func least(
        _ asked: WorkPlan, _ job: RecordedPlan.Job, seconds: (WorkPlan) throws -> Double
    ) rethrows -> Double {
        ample(try seconds(WorkPlan.least(of: asked, rule: job.rule)), 0)
    }

    /// A budget for work of so many seconds, after others.
    private static func ample(_ time: Double, _ spent: Double) -> Double {
        ((time / planned + spent) * 1.2 + 1).rounded(.up)
    }

    private static func make(
        _ job: RecordedPlan.Job, _ asked: WorkPlan, budget: Double, spent: Double,
        seconds: (WorkPlan) async throws -> Double
    ) async throws -> RecordedPlan {
        if let plan = try await WorkPlan.fitting(
            (budget - spent) * planned, asked: asked, rule: job.rule, seconds: seconds)
        {
            return RecordedPlan(job, plan, of: asked.passages, budget: budget)
        }
        let plan = WorkPlan.least(of: asked, rule: job.rule)
        let time = try await seconds(plan)
        let what =
            job == .learn
            ? "the text of one passage alone"
            : "the least of it (\(RecordedPlan(job, plan, of: asked.passages, budget: budget).text))"
        throw Diagnosis(
            file: "the budget of \(TimeText.of(budget))", problem: "\(what) takes \(JobEstimate.time(time))",
            remedy: "give \(TimeText.of(ample(time, spent))) or more",
            category: .usage)
    }
}
