/// How trainings are laid out in memory.
///
/// No plan changes what is learned but for rounding: adapters get the updates that they would get alone.
public struct TrainingPlan: Sendable, Equatable {
    /// Adapters that are trained at the same time.
    public internal(set) var together = Int.max
    /// Rows (tokens) that are computed together: a pass holds micro-batches up to it, and one at the least.
    ///
    /// A few
    /// hundred rows fill the matrix products, so more save no time.
    public internal(set) var rowsInPass = mostRows
    /// Whether a layer's activations are made again in the backward pass: a third more time, and a fraction of the
    /// memory.
    public internal(set) var recomputes = false
    /// Floats that are kept of the layers below the lowest adapted one.
    package var keptFloats = mostKept
    /// Bytes of main memory at the peak, as computed; 0 where nothing limits them.
    public internal(set) var bytes = 0

    private static let mostRows = 4096
    private static let fewestRows = 256
    private static let mostKept = 1 << 26

    /// What is done where memory is no matter.
    package init(
        together: Int = .max, rowsInPass: Int = mostRows, recomputes: Bool = false, keptFloats: Int = mostKept
    ) {
        self.together = together
        self.rowsInPass = rowsInPass
        self.recomputes = recomputes
        self.keptFloats = keptFloats
    }

    /// Rows of the largest pass.
    func rows(_ shapes: [TrainingShape]) -> Int {
        let rows = shapes.map(\.rows).sorted(by: >)
        return max(rows.first ?? 0, min(rowsInPass, rows.prefix(together).reduce(0, +)))
    }

    /// The quickest plan that stays within `limit` bytes; `nil` when there is none.
    ///
    /// Fewer adapters and fewer rows at the same time cost little unless sequences are short, so they come before computing
    /// anything twice.
    package static func fitting(_ shapes: [TrainingShape], _ memory: MemoryModel, limit: Int) -> TrainingPlan?
    {
        for recomputes in [false, true] {
            for together in (1...max(1, shapes.count)).reversed() {
                var rows = mostRows
                while rows >= fewestRows {
                    var plan = TrainingPlan(together: together, rowsInPass: rows, recomputes: recomputes)
                    plan.bytes = memory.training(shapes, plan)
                    if plan.bytes <= limit {
                        plan.keptFloats = min(mostKept, (limit - plan.bytes) / MemoryLayout<Float>.stride)
                        return plan
                    }
                    rows /= 2
                }
            }
        }
        return nil
    }

    /// The plan that takes the least memory.
    package static let smallest = TrainingPlan(
        together: 1, rowsInPass: fewestRows, recomputes: true, keptFloats: 0)
}
