import Foundation
public import LanguageModel

/// The peak learning rate that suits a student: what teaches a small model makes a bigger one recite.
///
/// Two students were measured, and the rate falls from the one's to the other's as a power of their size. Smaller and
/// bigger models get what the nearer one has, as nothing is known of them. Taught the demo's document at 1e-3, the best
/// of six updates of the 0.5B answered one of ten questions and recited for the others; at 2e-4 it answered six.
public enum StudentRate {
    /// SmolLM2-135M and Qwen2.5-Coder-0.5B: weights that every token is multiplied with, and the rate.
    static let small = (weights: 134_479_872.0, rate: Float(1e-3))
    static let big = (weights: 493_961_216.0, rate: Float(2e-4))

    /// The rate for a model.
    public static func rate(for configuration: ModelConfiguration) -> Float {
        let weights = Double(configuration.weightsPerToken)
        if weights <= small.weights { return small.rate }
        if weights >= big.weights { return big.rate }
        let share = log(weights / small.weights) / log(big.weights / small.weights)
        return small.rate * Float(pow(Double(big.rate / small.rate), share))
    }
}
