import ModelLibrary
import Synchronization

/// Tells how far a pull is, from its plan to its end.
final class PullMeter: Sendable {
    private let name: String
    private let bench: Workbench
    private let known = Mutex(0)

    /// A meter of the pull of one model or dataset.
    init(_ name: String, at bench: Workbench) {
        self.name = name
        self.bench = bench
    }

    /// Takes in how far the pull is; called from any thread.
    func show(_ report: PullProgress) {
        switch report {
        case .verifying(let total): begin("Verifying \(name)", of: total)
        case .planned(let plan):
            known.withLock { $0 = Self.megabytes(plan.known) }
            bench.note(.pulling(name, plan))
            begin("Pulling \(name)", of: plan.total)
        case .reached(let bytes):
            bench.tell(.counted(Self.megabytes(bytes), known: known.withLock { $0 }))
        }
    }

    private func begin(_ title: String, of bytes: Int) {
        bench.tell(.began(.counting(title, of: Self.megabytes(bytes), unit: "MB")))
    }

    private static func megabytes(_ bytes: Int) -> Int { bytes / 1_000_000 }
}
