import Synchronization

/// The time that a learning run may take: tells what still fits, by the estimate and by what steps took so far.
public final class Allowance: Sendable {
    private let end: Double
    private let clock: WorkClock
    private let costs: CostModel
    private let spent = Mutex(WorkTracker.Time())
    /// Seconds for which the estimate counts against what was measured on the way.
    private static let patience = 5.0

    /// Time until `end` on a clock.
    public init(until end: Double, clock: WorkClock, costs: CostModel) {
        self.end = end
        self.clock = clock
        self.costs = costs
    }

    /// Whether the time is up.
    var isOver: Bool { clock.now >= end }

    /// How much an adapter's exam is expected to take.
    func exam(_ questions: Int, adapters: Int) -> WorkPart {
        part(.examining, .answering(ItemOutlook.answers(questions * adapters, habits: costs.habits)))
    }

    /// A step of the run.
    func part(_ stage: WorkPart.Stage, _ amount: WorkAmount) -> WorkPart { WorkPart(.init(stage), amount) }

    /// Whether there is time for some steps.
    func fits(_ parts: [WorkPart]) -> Bool {
        let time = spent.withLock { $0 }
        let factor = (Self.patience + time.actual) / (Self.patience + time.estimated)
        return clock.now + parts.map(costs.seconds).reduce(0, +) * factor <= end
    }

    /// Notes what steps took.
    func note(_ parts: [WorkPart], took seconds: Double) {
        spent.withLock { time in
            time.estimated += parts.map(costs.seconds).reduce(0, +)
            time.actual += seconds
        }
    }

    /// Does something that reports often how far it is, and stops it when the time is up.
    ///
    /// - Parameter work: Calls what it is given whenever it can be stopped; it then ends as a cancelled task does.
    /// - Returns: `nil` when the time was up first.
    /// - Throws: What `work` throws; `CancellationError` when it was cancelled from outside.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable (_ check: @escaping @Sendable () -> Void) async throws -> Value
    ) async throws -> Value? {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask {
                try await work { if self.isOver { withUnsafeCurrentTask { $0?.cancel() } } }
            }
            do {
                return try await group.next()
            } catch is CancellationError where !Task.isCancelled {
                return nil
            }
        }
    }
}
