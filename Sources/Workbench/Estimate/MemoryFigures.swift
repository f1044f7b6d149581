import LanguageModel
import Memory
import SelfAdaptation
import Text

/// What memory a job will take, and how it is laid out for that.
package struct MemoryFigures: Codable, Sendable {
    /// Bytes that may be used.
    private let allowed: Int
    /// Bytes that it is expected to take at the peak.
    private let expected: Int
    /// Adapters that are trained at the same time.
    private let together: Int
    /// Adapters that are to be trained.
    private var wanted = 0
    /// Whether activations are computed twice.
    private let recomputes: Bool
    /// The most bytes that were used so far.
    private(set) var peak: Int?

    private enum CodingKeys: String, CodingKey {
        case allowed, expected, peak, recomputes
        case together = "adapters_together"
    }

    /// The plan for so many adapters of a kind, which is told; when a training has longer sequences than `longest`, the
    /// engine makes another.
    ///
    /// With `oneStart` they begin with the same factors; a `watch` asks its probes beside them.
    ///
    /// - Throws: `Diagnosis` when there is too little memory even to train one after the other.
    init(
        _ engine: Engine, _ loop: InnerLoopSettings, adapters: Int, longest: Int, oneStart: Bool,
        watch: TrainingWatch.Probes?, at bench: Workbench
    ) throws {
        let plan = try engine.plan(
            TrainingShape.alike(
                adapters, engine.model.configuration, loop.lora, batch: loop.training.batchSize,
                longest: min(longest, engine.model.configuration.contextLength), oneStart: oneStart),
            watch: watch)
        allowed = engine.memory ?? FreeMemory.bytes
        expected = plan.bytes
        together = min(plan.together, adapters)
        recomputes = plan.recomputes
        wanted = adapters
        bench.note(.memory(self))
    }

    /// Tells what training some adapters at a time on a work's items will take; what is done or trains none takes nothing.
    ///
    /// - Throws: `Diagnosis` when there is too little memory for it.
    static func tell(
        _ work: Workload, adapters: Int, isWhole: Bool = false, of record: ExperimentRecord,
        in place: Workplace
    ) async throws {
        guard adapters > 0, !record.isFinished else { return }
        _ = try await MemoryFigures(
            place.engine, work.innerLoop, adapters: adapters,
            longest: work.longestSequence(student: place.engine.model, isWhole: isWhole), oneStart: false,
            watch: try work.probes(student: place.engine.model), at: place.bench)
    }

    /// The figures with what has been used in the end.
    func measured() -> MemoryFigures {
        var figures = self
        figures.peak = PeakMemory.bytes
        return figures
    }

    /// `Memory: about 1.2 GB of 8.0 GB that may be used; 4 of 6 adapters are trained at a time`.
    package var text: String {
        let amount =
            "Memory: about \(Quantity.bytes(expected)) of \(Quantity.bytes(allowed)) that may be used"
        let some = together < wanted ? ["\(together) of \(wanted) adapters are trained at a time"] : []
        let twice = recomputes ? ["activations are computed twice, which takes a third longer"] : []
        let measures = some + twice
        return measures.isEmpty ? amount : "\(amount); \(measures.joined(separator: ", "))"
    }
}
