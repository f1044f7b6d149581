import Console
import SelfAdaptation
import Synchronization

/// Shows how far an experiment is: items of a round, then the policy's tokens.
final class ExperimentMeter: Sendable {
    private let name: String
    private let unit: String
    private let progress: Console.Progress
    private let shown = Mutex<String>("")

    /// Shows one experiment on items that are called `unit`.
    init(_ name: String, unit: String, _ progress: Console.Progress) {
        self.name = name
        self.unit = unit
        self.progress = progress
    }

    /// Takes in how far the experiment is; called from any thread.
    func show(_ report: OuterLoopProgress) {
        let isPolicy = report.stage == .policy
        let round = report.round.map { ", round \($0)" } ?? ""
        let label = "\(name)\(round)\(isPolicy ? ": \(report.stage.rawValue)" : "")"
        let isNew = shown.withLock { shown in
            defer { shown = label }
            return shown != label
        }
        let total = isPolicy ? report.total : report.items
        if isNew {
            progress.begin(label, total: total > 0 ? total : nil, unit: isPolicy ? "tokens" : unit)
        }
        progress.update(to: isPolicy ? report.done : report.item)
    }
}
