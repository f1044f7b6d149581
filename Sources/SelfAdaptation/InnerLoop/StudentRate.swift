import Foundation
public import LanguageModel

/// The peak learning rate that suits a student: what teaches a small model makes a bigger one recite.
///
/// Two students were measured (docs/architecture.md has the figures), and the rate falls from the one's to the other's as
/// a power of their size. Smaller and bigger models get what the nearer one has, as nothing is known of them.
public struct StudentRate: Sendable {
    /// For passages and documents.
    public static let texts = StudentRate(small: 5e-4, big: 2e-4, rise: 2)
    /// For puzzles of grids, of which only the small student was given any.
    public static let puzzles = StudentRate(small: 1e-3, big: 2e-4, rise: nil)

    /// Weights that every token is multiplied with, of SmolLM2-135M and Qwen2.5-Coder-0.5B.
    private static let weights = (small: 134_479_872.0, big: 493_961_216.0)

    let small: Float
    let big: Float
    /// How far the small student's rate may rise with the number of texts; the big one was not measured.
    let rise: Float?

    /// Settings with what suits a model.
    public func applied(to settings: InnerLoopSettings, for configuration: ModelConfiguration)
        -> InnerLoopSettings
    {
        var result = settings
        result.training.learningRate = rate(for: configuration)
        result.rise = Double(configuration.weightsPerToken) <= Self.weights.small ? rise : nil
        return result
    }

    /// The rate for one text.
    public func rate(for configuration: ModelConfiguration) -> Float {
        let weights = Double(configuration.weightsPerToken)
        if weights <= Self.weights.small { return small }
        if weights >= Self.weights.big { return big }
        let share = log(weights / Self.weights.small) / log(Self.weights.big / Self.weights.small)
        return small * Float(pow(Double(big / small), share))
    }

    /// The rule in a few words.
    public var summary: String {
        "\(small) up to 135 million weights, falling to \(big) at half a billion"
    }
}
