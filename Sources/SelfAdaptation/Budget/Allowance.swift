import Synchronization

/// The time that a run may take: tells what still fits, by the estimate and by what steps took so far.
public final class Allowance: Sendable {
    private let end: Double
    private let clock: WorkClock
    let costs: CostModel
    private let spent = Mutex<[WorkPart.Kind: WorkTracker.Time]>([:])
    /// Seconds for which the estimate counts against what was measured on the way.
    private static let patience = 5.0

    /// Time until `end` on a clock.
    public init(until end: Double, clock: WorkClock, costs: CostModel) {
        self.end = end
        self.clock = clock
        self.costs = costs
    }

    /// Seconds by the clock.
    var now: Double { clock.now }

    /// Whether the time is up.
    var isOver: Bool { now >= end }

    /// How much the exams of adapters are expected to take.
    func exam(_ questions: Int, adapters: Int, answering: Answering) -> WorkPart {
        let answers = answering.asked(ItemOutlook.answers(questions * adapters, habits: costs.habits))
        return part(.examining, .answering(answers))
    }

    /// A step of the run.
    func part(_ stage: WorkPart.Stage, _ amount: WorkAmount) -> WorkPart { WorkPart(.init(stage), amount) }

    /// Whether there is time for some steps.
    func fits(_ parts: [WorkPart]) -> Bool {
        let spent = spent.withLock { $0 }
        // Self-edits may be written by another machine: its pace says nothing about this one's.
        let own = spent.filter { $0.key != .writing }.values.reduce(into: WorkTracker.Time()) { sum, time in
            sum.estimated += time.estimated
            sum.actual += time.actual
        }
        let overall = Self.factor(own, prior: 1)
        let seconds = parts.map { part in
            let kind = part.place.stage.kind
            let prior = kind == .writing ? 1 : overall
            return costs.seconds(part) * Self.factor(spent[kind] ?? WorkTracker.Time(), prior: prior)
        }
        return now + seconds.reduce(0, +) <= end
    }

    private static func factor(_ time: WorkTracker.Time, prior: Double) -> Double {
        (prior * patience + time.actual) / (patience + time.estimated)
    }

    /// Notes what steps took together: each its part, by the estimate.
    func note(_ parts: [WorkPart], took seconds: Double) {
        let whole = parts.map(costs.seconds).reduce(0, +)
        guard whole > 0 else { return }
        spent.withLock { spent in
            for part in parts {
                let estimated = costs.seconds(part)
                spent[part.place.stage.kind, default: WorkTracker.Time()].estimated += estimated
                spent[part.place.stage.kind, default: WorkTracker.Time()].actual +=
                    seconds * estimated / whole
            }
        }
    }

    /// Does something and stops it when the time is up, whether or not it says how far it is.
    ///
    /// - Parameter work: Ends when its task is cancelled.
    /// - Returns: `nil` when the time was up first.
    /// - Throws: What `work` throws; `CancellationError` when it was cancelled from outside.
    func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value? {
        guard !isOver else { return nil }
        let task = Task(operation: work)
        clock.call(at: end) { task.cancel() }
        do {
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch is CancellationError where !Task.isCancelled && isOver {
            return nil
        }
    }
}

extension Allowance? {
    /// Does a step that fits, and stops it when the time is up; without an allowance there is time for everything.
    ///
    /// - Parameters:
    ///   - parts: What the step is expected to take.
    ///   - later: What there must be time for after it.
    ///   - work: The step; ends when its task is cancelled.
    /// - Returns: `nil` when there was no time for it, or not enough.
    /// - Throws: What `work` throws; `CancellationError` when it was cancelled from outside.
    public func attempt<Value: Sendable>(
        _ parts: [WorkPart], before later: [WorkPart] = [],
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        guard let self else { return try await work() }
        guard self.fits(parts + later) else { return nil }
        let start = self.now
        let value = try await self.run(work)
        if value != nil { self.note(parts, took: self.now - start) }
        return value
    }
}
