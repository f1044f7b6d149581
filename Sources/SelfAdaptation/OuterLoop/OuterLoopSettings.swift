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
