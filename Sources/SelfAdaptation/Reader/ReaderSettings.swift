public import LanguageModel

/// How a reader is trained.
public struct ReaderSettings: Sendable, Equatable, Codable {
    /// Kind of adapter.
    public var lora = LoRAConfiguration(rank: 32, alpha: 64)
    /// Training.
    public var training: TrainingSettings
    /// Passes over the questions about passages that were learned a moment ago; 0 leaves these out.
    public var recallEpochs = 3
    /// The learning rate of these, one step a passage.
    public var recallRate: Float = 2e-4
    /// Seed of the adapter's start and of the order of its lessons.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {
        training = TrainingSettings()
        training.learningRate = 5e-4
        training.epochs = 2
        training.batchSize = 4
    }
}
