import Console
import ModelLibrary
import Synchronization
import Text

/// Shows how far a pull is, from its plan to its end.
final class StageMeter: Sendable {
    private let name: String
    private let progress: Console.Progress
    private let known = Mutex(0)

    /// Shows the pull of one model.
    init(name: String, progress: Console.Progress) {
        self.name = name
        self.progress = progress
    }

    /// Takes in how far the pull is; called from any thread.
    func show(_ report: PullProgress) {
        switch report {
        case .verifying(let total):
            progress.begin("Verifying \(name)", total: Self.megabytes(total), unit: "MB")
        case .planned(let plan):
            known.withLock { $0 = Self.megabytes(plan.known) }
            progress.note(Self.sentence(plan, name: name))
            progress.begin("Pulling \(name)", total: Self.megabytes(plan.total), unit: "MB")
        case .reached(let bytes):
            progress.update(to: Self.megabytes(bytes), known: known.withLock { $0 })
        }
    }

    private static func megabytes(_ bytes: Int) -> Int { bytes / 1_000_000 }

    /// "qwen2.5-coder:1.5b takes 1.1 GB, and 105 MB more until it is whole".
    private static func sentence(_ plan: PullPlan, name: String) -> String {
        let spare = plan.spare > 0 ? ", and \(Quantity.bytes(plan.spare)) more until it is whole" : ""
        let known =
            plan.known > 0 ? "; \(Quantity.bytes(plan.known)) are here from an interrupted pull" : ""
        return "\(name) takes \(Quantity.bytes(plan.total)) of disk\(spare)\(known)"
    }
}
