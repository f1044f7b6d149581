import SelfAdaptation
import Synchronization

/// Tells how far a whole job is: every step counts by the time that it takes.
final class JobMeter: Sendable {
    private let bench: Workbench
    private let title: String
    private let noun: String
    private let tracker = Mutex<WorkTracker?>(nil)
    /// Whether a job has begun of which no end was told.
    private let isOpen = Mutex(false)

    /// Speed and habits of the model.
    let costs: CostModel

    /// A meter of a job on items that are called `noun`; it tells nothing before it is told what to expect.
    init(_ title: String, costs: CostModel, noun: String, at bench: Workbench) {
        self.title = title
        self.costs = costs
        self.noun = noun
        self.bench = bench
    }

    /// A job that an error has cut off ends with its meter.
    deinit {
        if isOpen.withLock({ $0 }) { bench.tell(.ended) }
    }

    /// Begins to tell of a job that comes to so much.
    func expect(_ estimate: WorkEstimate) {
        tracker.withLock { $0 = WorkTracker(estimate, costs: costs) }
        isOpen.withLock { $0 = true }
        bench.tell(.began(.job(title)))
        bench.tell(.reached(.init(share: 0, left: estimate.seconds(costs), detail: "")))
    }

    /// Takes in how far the learning of one document is; called from any thread.
    func show(_ report: LearningProgress, document: Int) {
        let place = report.place(document: document)
        let context =
            report.contexts > 1 && report.context > 0
            ? ", context \(report.context) of \(report.contexts)" : ""
        show(place, report.done, of: report.total, detail: report.stage.rawValue + context)
    }

    /// Takes in how far an experiment is; called from any thread.
    func show(_ report: OuterLoopProgress) {
        if report.isItemDone {
            let now = bench.clock.now
            return tracker.withLock { $0?.finish(report.place, now: now) }
        }
        let round = report.round.map { "round \($0), " } ?? report.row.map { "\($0), " } ?? ""
        let item = report.stage == .policy ? "" : "\(noun) \(report.item + 1) of \(report.items), "
        show(report.place, report.done, of: report.total, detail: round + item + report.stage.rawValue)
    }

    /// Takes in which step is at hand, where no more can be said.
    func show(_ place: WorkPart.Place, _ detail: String) { show(place, 0, of: 0, detail: detail) }

    private func show(_ place: WorkPart.Place, _ done: Int, of total: Int, detail: String) {
        let now = bench.clock.now
        let state = tracker.withLock { tracker in
            tracker?.work(on: place, done: done, of: total, now: now)
            return tracker.map { ($0.share(now: now), $0.left(now: now)) }
        }
        if let (share, left) = state {
            bench.tell(.reached(.init(share: share, left: left, detail: detail)))
        }
    }

    /// Ends the job.
    ///
    /// - Returns: What steps took, by kind, and whether an earlier process had done some of them.
    func finish() -> (times: [WorkPart.Kind: WorkTracker.Time], isResumed: Bool) {
        isOpen.withLock { $0 = false }
        bench.tell(.finished)
        let now = bench.clock.now
        return tracker.withLock { tracker in
            tracker?.finish(now: now)
            return (tracker?.experience ?? [:], tracker?.isResumed ?? false)
        }
    }
}
