import LanguageModel
package import SelfAdaptation

/// How an update is trained; what is not given stays as the work, its preset or a self-edit has it.
package struct InnerLoopRequest: Codable, Sendable, Equatable {
    /// Rank of the adapter.
    package var rank: Int?
    /// Strength of the adapter, whose update is scaled by alpha / rank.
    package var alpha: Float?
    /// Layers that the adapter updates.
    package var layers: AdaptedLayers?
    /// Peak learning rate; unless given, what suits the model's size.
    package var learningRate: Float?
    /// Passes over the study material.
    package var epochs: Int?
    /// Sequences in one training step.
    package var batchSize: Int?

    /// Nothing but what is usual.
    package init() {}

    /// Settings as a student's size (unless `rate` is `nil`) and this request change them.
    func applied(
        to settings: InnerLoopSettings, in configuration: ModelConfiguration, rate: StudentRate?
    ) -> InnerLoopSettings {
        var result = rate?.applied(to: settings, for: configuration) ?? settings
        if let rank { result.lora.rank = rank }
        if let alpha { result.lora.alpha = alpha }
        if let layers { result.lora.layers = layers.range(in: configuration) }
        if let learningRate {
            result.training.learningRate = learningRate
            result.rise = nil
        }
        if let epochs { result.training.epochs = epochs }
        if let batchSize { result.training.batchSize = batchSize }
        return result
    }
}
