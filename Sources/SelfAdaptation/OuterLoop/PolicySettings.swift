public import LanguageModel

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
