public import LanguageModel

/// How a reader is trained.
public struct ReaderSettings: Sendable, Equatable, Codable {
    /// Kind of adapter: small enough to go with a program, 3 MB in bfloat16 for 135 million weights.
    public var lora = LoRAConfiguration(rank: 8, alpha: 16, projections: [.gate, .up, .down])
    /// Training; a batch is one passage with its questions.
    public var training: TrainingSettings
    /// Passages, the last ones, that it does not learn from: the losses of their answers are told after every epoch.
    public var check = 0
    /// Seed of the adapter's start and of the order of its lessons.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {
        training = TrainingSettings()
        training.learningRate = 5e-4
        training.epochs = 4
        training.accumulation = 2
    }
}
