import Console
import ModelLibrary
import RemoteModels
import Text
import Workbench

extension Session {
    /// A workbench over a home folder that tells this session's user what happens.
    ///
    /// - Throws: `Diagnosis` for settings that can't be meant.
    func workbench(_ home: HomeOptions) async throws -> Workbench {
        workbench(
            home, settings: try await Settings(home: home.folder(in: self), environment: environment))
    }

    /// A workbench with settings that are known.
    func workbench(_ home: HomeOptions, settings: Settings) -> Workbench {
        Workbench(
            home: home.folder(in: self), settings: settings, environment: environment, clock: clock,
            remote: remote, tell: { [self] in show($0) })
    }

    private func show(_ event: WorkEvent) {
        switch event {
        case .began(.counting(let title, let total, let unit)):
            progress.begin(title, total: total, unit: unit)
        case .began(let stage): progress.begin(stage.title)
        case .reached(let place): progress.update(share: place.share, left: place.left, detail: place.detail)
        case .counted(let count, let known): progress.update(to: count, known: known)
        case .finished: progress.finish()
        case .ended: progress.abandon()
        case .note(let note): self.note(note)
        }
    }

    /// Tells something on standard error, unless the user wants quiet.
    func note(_ note: WorkNote) { self.note(note.sentence) }

    /// Tells what answers of remote models have cost, if there were any.
    func tellRemoteCost() {
        guard let cost = remote.cost else { return }
        note(
            "Remote models: \(Quantity.count(cost.requests)) answers, "
                + "\(Quantity.count(cost.promptTokens)) prompt tokens, "
                + "\(Quantity.count(cost.completionTokens)) completion tokens")
    }
}

extension WorkEvent.Stage {
    /// What a person reads meanwhile.
    fileprivate var title: String {
        switch self {
        case .loading(let name): "Loading \(name)"
        case .measuring: "Measuring the machine's speed, once for this model"
        case .job(let title), .counting(let title, _, _): title
        }
    }
}
