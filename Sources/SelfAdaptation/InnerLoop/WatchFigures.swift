package import LanguageModel

/// What a ``CollapseWatch`` saw of an update after one of its epochs.
public struct WatchFigures: Sendable, Equatable, Codable {
    /// Epochs that had been trained.
    public var epoch: Int
    /// KL(bare model ‖ update) over the bare model's answers to the probes, in nats a token; `nil` where the update's
    /// numbers are too large for one.
    public var kl: Double?
    /// Probes whose answer another probe got too, though the bare model answers the two differently.
    public var alike: Int
    /// Probes that were asked.
    public var probes: Int
    /// Why that is a collapse, which ended the training; `nil` when it is none.
    public var collapse: String?

    /// The figures of a look at a job's adapter.
    package init(_ look: TrainingLook, of job: TrainingJob) {
        epoch = look.step * job.settings.epochs / max(1, job.steps.count)
        kl = look.divergence.isFinite ? look.divergence : nil
        alike = Recitation.alike(look.answers, base: look.baseAnswers)
        probes = look.answers.count
        collapse = finding.map { "collapsed after epoch \(epoch) of \(job.settings.epochs): \($0)" }
    }

    /// What was seen of an adapter, look by look.
    static func all(_ trained: TrainedAdapter, of job: TrainingJob) -> [WatchFigures] {
        trained.looks.map { WatchFigures($0, of: job) }
    }

    /// What is wrong with the update, if anything is.
    private var finding: String? {
        if 2 * alike > probes { return "\(alike) of \(probes) probes got an answer that another got too" }
        guard let kl else { return "KL to the base is beyond all numbers" }
        guard kl > CollapseWatch.highestDivergence else { return nil }
        return
            "KL to the base is \((kl * 10).rounded() / 10) nats a token, over \(CollapseWatch.highestDivergence)"
    }
}

extension [WatchFigures] {
    /// Whether the training ended with a collapse.
    public var hasCollapsed: Bool { last?.collapse != nil }
}
