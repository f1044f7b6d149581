import Foundation
public import LanguageModel

/// The inner loop: what kind of adapter is trained on a self-edit, and how.
public struct InnerLoopSettings: Sendable, Equatable, Codable {
    /// Kind of adapter.
    public var lora = LoRAConfiguration()
    /// Training.
    public var training = TrainingSettings()
    /// How far the learning rate may rise where one adapter learns several texts; `nil` leaves it as it is.
    public var rise: Float?

    /// SEAL's inner loop on all seven projections.
    public init() {}

    /// The training of an adapter that learns so many texts, each of about a passage's length.
    ///
    /// Eight passages that were learned together at the rate of one were hardly learned (docs/architecture.md).
    public func training(texts: Int) -> TrainingSettings {
        var result = training
        if let rise { result.learningRate *= min(rise, Float(cbrt(Double(max(1, texts))))) }
        return result
    }
}
