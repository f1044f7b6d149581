import LanguageModel

/// How tasks of grids are learned and solved.
public struct FewShotSettings: Sendable, Equatable, Codable {
    /// The inner loop; recipes set learning rate and epochs.
    public var innerLoop = InnerLoopSettings()
    /// The most tokens of examples in one epoch.
    public var exampleBudget = 4096
    /// The most tokens that one update is trained on, over all epochs; recipes that ask for more get fewer epochs.
    public var trainingBudget = 16384
    /// Whether predictions are made from several sides and the most frequent one counts; else from one.
    public var isVoting = true
    /// Attempts at each test, of which one has to be right.
    public var attempts = 2
    /// Seed of augmentations.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {}
}
