import LanguageModel
package import SelfAdaptation

/// The outer loop: how many rounds, what is rewarded, and how the policy learns from it.
package struct PolicyRequest: Codable, Sendable {
    /// Rounds.
    package var rounds: Int?
    /// Self-edits of each item.
    package var candidates: Int?
    /// Trainings of each self-edit.
    package var repeats: Int?
    /// What self-edits are selected by.
    package var reward: Reward?
    /// What the policy learns from.
    package var selection: Selection.Rule?
    /// How it learns.
    package var step: PolicySettings.Step?
    /// Rank of its adapter; alpha is twice that.
    package var rank: Int?
    /// Its learning rate.
    package var learningRate: Float?
    /// Its passes over what was selected.
    package var epochs: Int?
    /// Completions in one step.
    package var batch: Int?
    /// How closely preferences keep to the policy before.
    package var beta: Float?
    /// A run to go on from, or whose first round is taken.
    package var reuse: String?
    /// Whether the adapters of all candidates are kept.
    package var keepsAll = false

    /// Nothing but what is usual.
    package init() {}

    /// Settings as this request changes them.
    package func settings(_ beginning: OuterLoopSettings) -> OuterLoopSettings {
        var settings = beginning
        if let rounds { settings.rounds = rounds }
        if let candidates { settings.candidates = candidates }
        if let repeats { settings.repeats = repeats }
        if let reward { settings.reward = reward }
        if let selection { settings.selection = selection }
        if let step { settings.policy.step = step }
        if let rank { settings.policy.lora = LoRAConfiguration(rank: rank, alpha: 2 * Float(rank)) }
        if let learningRate { settings.policy.training.learningRate = learningRate }
        if let epochs { settings.policy.training.epochs = epochs }
        if let batch { settings.policy.training.accumulation = batch }
        if let beta { settings.policy.beta = beta }
        return settings
    }
}
