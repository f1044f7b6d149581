public import LanguageModel

/// The inner loop: what kind of adapter is trained on a self-edit, and how.
public struct InnerLoopSettings: Sendable, Equatable, Codable {
    /// Kind of adapter.
    public var lora = LoRAConfiguration()
    /// Training.
    public var training = TrainingSettings()

    /// SEAL's inner loop on all seven projections.
    public init() {}
}
