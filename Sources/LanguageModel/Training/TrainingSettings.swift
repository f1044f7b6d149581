import Foundation

/// How an adapter is trained: names and meanings as in transformers' `TrainingArguments`.
public struct TrainingSettings: Sendable, Equatable, Codable {
    /// The course of the learning rate over the optimizer steps.
    public enum Schedule: String, Sendable, Codable, CaseIterable {
        case linear, cosine, constant
    }

    /// Peak learning rate.
    public var learningRate: Float = 1e-3
    /// Passes over the sequences.
    public var epochs = 10
    /// Sequences in one forward and backward pass.
    public var batchSize = 1
    /// Passes whose gradients are averaged into one optimizer step.
    public var accumulation = 1
    /// Course of the learning rate.
    public var schedule = Schedule.linear
    /// Optimizer steps over which the learning rate rises from zero.
    public var warmupSteps = 0
    /// Decoupled weight decay.
    public var weightDecay: Float = 0
    /// The norm that gradients are scaled down to; `nil` leaves them alone.
    public var gradientClip: Float? = 1
    /// Decay of AdamW's first moment.
    public var beta1: Float = 0.9
    /// Decay of AdamW's second moment.
    public var beta2: Float = 0.999
    /// Added to the root of AdamW's second moment.
    public var epsilon: Float = 1e-8

    /// SEAL's inner loop: 10 epochs at 1e-3 with linear decay, batch 1.
    public init() {}

    /// The learning rate of optimizer step `step` (from 0) of `total`.
    public func learningRate(step: Int, of total: Int) -> Float {
        if step < warmupSteps { return learningRate * Float(step) / Float(max(1, warmupSteps)) }
        let progress = Float(step - warmupSteps) / Float(max(1, total - warmupSteps))
        switch schedule {
        case .constant: return learningRate
        case .linear: return learningRate * max(0, 1 - progress)
        case .cosine: return learningRate * max(0, 0.5 * (1 + Float(cos(Double.pi * Double(progress)))))
        }
    }
}
