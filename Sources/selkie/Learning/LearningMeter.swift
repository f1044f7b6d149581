import Console
import SelfAdaptation
import Synchronization

/// Shows the stages of learning one document, one after the other.
final class LearningMeter: Sendable {
    private let title: String
    private let progress: Console.Progress
    private let shown = Mutex<String>("")

    /// Shows the learning of one document.
    init(title: String, progress: Console.Progress) {
        self.title = title
        self.progress = progress
    }

    /// Takes in how far the run is; called from any thread.
    func show(_ report: LearningProgress) {
        let place =
            report.contexts > 1 && report.context > 0
            ? " (context \(report.context) of \(report.contexts))" : ""
        let label = "\(title): \(report.stage.rawValue)\(place)"
        let isNew = shown.withLock { shown in
            defer { shown = label }
            return shown != label
        }
        if isNew {
            progress.begin(label, total: report.total > 0 ? report.total : nil, unit: "tokens")
        }
        if report.done > 0 { progress.update(to: report.done) }
    }
}
