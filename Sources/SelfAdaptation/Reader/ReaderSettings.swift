public import LanguageModel

/// How a reader is trained.
public struct ReaderSettings: Sendable, Equatable, Codable {
    /// Kind of adapter.
    public var lora = LoRAConfiguration(rank: 8, alpha: 16, projections: [.gate, .up, .down])
    /// Layers that it updates.
    public var layers = AdaptedLayers.all
    /// Training; a batch holds what one kind of lesson has about one passage.
    public var training: TrainingSettings
    /// Kinds of lessons.
    public var kinds = ReaderLessons.Kind.allCases
    /// Passages, the last ones, that it does not learn from: the losses of their answers are told after every epoch.
    public var check = 0
    /// Seed of the adapter's start and of the order of its lessons.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {
        training = TrainingSettings()
        training.learningRate = 1e-3
        training.epochs = 4
        training.accumulation = 2
    }
}
