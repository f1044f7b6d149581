public import LanguageModel

/// Everything that decides what an outer loop does, its items and domain apart.
///
/// Source of the defaults: SEAL (arXiv 2506.10943, section 3.1 and its code), where measurements on small models do not
/// favour something else.
public struct OuterLoopSettings: Sendable, Equatable, Codable {
    /// Rounds of sampling, scoring and fine-tuning.
    public var rounds = 2
    /// Self-edits sampled for each item.
    public var candidates = 5
    /// Trainings of each candidate, with different starts and orders: its reward is their mean.
    public var repeats = 1
    /// What candidates are ranked by.
    public var reward = Reward.accuracy
    /// Which candidates the policy learns from.
    public var selection = Selection.Rule.best
    /// How self-edits are sampled.
    public var sampling = SamplingOptions(temperature: 1, topP: 0.95)
    /// How the policy learns.
    public var policy = PolicySettings()
    /// Seed of everything random.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {}
}

/// How the policy learns from selected self-edits: the M-step.
public struct PolicySettings: Sendable, Equatable, Codable {
    /// What is made likelier.
    public enum Step: String, Sendable, Codable, CaseIterable {
        /// Supervised fine-tuning on the selected completions.
        case sft
        /// Direct preference optimization of each item's best completion over its worst.
        ///
        /// Source: arXiv 2305.18290.
        case dpo
    }

    /// What is made likelier.
    public var step = Step.sft
    /// Kind of adapter.
    public var lora = LoRAConfiguration(rank: 64, alpha: 128)
    /// Training; loss on the completion alone.
    public var training = PolicySettings.training
    /// How far preferences may move the policy from where it was: small values let it go far.
    public var beta: Float = 0.1

    /// SEAL's: 2 epochs at 3e-4, ten completions in an optimizer step.
    public init() {}

    private static var training: TrainingSettings {
        var settings = TrainingSettings()
        settings.learningRate = 3e-4
        settings.epochs = 2
        settings.accumulation = 10
        return settings
    }
}
