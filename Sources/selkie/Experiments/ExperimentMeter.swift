import Console
import SelfAdaptation
import Synchronization

/// Shows how far an experiment is: items of a round, then the policy's tokens.
final class ExperimentMeter: Sendable {
    private let name: String
    private let unit: String
    private let progress: Console.Progress
    private let state = Mutex(State())

    /// What is shown at the moment.
    private struct State {
        var label = ""
        /// Items, or tokens of the policy, that an earlier run left: those that come before any work is done.
        var known = 0
        var hasWorked = false
    }

    /// Shows one experiment on items that are called `unit`.
    init(_ name: String, unit: String, _ progress: Console.Progress) {
        self.name = name
        self.unit = unit
        self.progress = progress
    }

    /// Takes in how far the experiment is; called from any thread.
    func show(_ report: OuterLoopProgress) {
        let isPolicy = report.stage == .policy
        let total = isPolicy ? report.total : report.items
        // How much the policy has to learn is not known at first.
        guard total > 0 else { return }
        let part = report.round.map { ", round \($0)" } ?? report.row.map { ", \($0)" } ?? ""
        let label = "\(name)\(part)\(isPolicy ? ": \(report.stage.rawValue)" : "")"
        let (isNew, known) = state.withLock { state in
            let isNew = state.label != label
            if isNew { state = State(label: label, known: isPolicy ? report.done : 0) }
            if report.stage == .examining, !state.hasWorked { state.known = report.item }
            if report.stage == .writing || report.stage == .training { state.hasWorked = true }
            return (isNew, state.known)
        }
        if isNew { progress.begin(label, total: total, unit: isPolicy ? "tokens" : unit) }
        if isPolicy { return progress.update(to: report.done, known: known) }
        progress.update(to: report.item, known: known, detail: detail(report))
    }

    /// What is being done to the item at hand; nothing between two items.
    private func detail(_ report: OuterLoopProgress) -> String {
        switch report.stage {
        case .writing where report.total > 0, .training where report.total > 0:
            let share = Double(report.done) / Double(report.total)
            return "\(report.stage.rawValue) \(Quantity.percent(share))"
        case .writing, .training: return report.stage.rawValue
        case .examining, .policy: return ""
        }
    }
}
