public import LanguageModel
import Text

/// How a self-edit asks to be trained on.
///
/// Directives are lines before the study material:
///
///     style: rewrite
///     learning_rate: 5e-4
///     epochs: 20
///     rank: 16
///     layers: upper
///
/// What it leaves out stays as the run's settings have it; what goes beyond bounds is brought back to them, so that no
/// completion can make training run for ever. A number that is not positive is no directive.
public struct TrainingDirectives: Sendable, Equatable, Codable {
    /// What the study material that follows is; only a policy that chooses is asked for it.
    public var style: SelfEditStyle?
    /// Peak learning rate.
    public var learningRate: Float?
    /// Passes over the study material.
    public var epochs: Int?
    /// Rank of the adapter; alpha follows, so that its strength stays the same.
    public var rank: Int?
    /// Layers that the adapter updates.
    public var layers: AdaptedLayers?
    /// What is made of few demonstrations; only recipes for tasks of grids say it.
    public var augmentations: [AugmentationGroup]?
    /// Which tokens bear loss; only recipes for tasks of grids say it.
    public var loss: LossTokens?

    // Not far beyond what SEAL's authors searched (arXiv 2506.10943, appendix B).
    static let rates: ClosedRange<Float> = 1e-5...5e-3
    static let epochCounts = 1...20
    private static let ranks = 1...128

    /// No directives.
    public init() {}

    /// Takes the directives off the beginning of a completion.
    ///
    /// - Returns: The directives, `nil` without any, and the completion that remains.
    public static func parse(_ completion: String) -> (directives: TrainingDirectives?, rest: String) {
        var directives = TrainingDirectives()
        var rest = completion[...]
        while let line = rest.split(whereSeparator: \.isNewline).first, directives.take(line) {
            rest = rest[line.endIndex...].drop(while: \.isNewline)
        }
        return directives == TrainingDirectives() ? (nil, completion) : (directives, String(rest))
    }

    /// Reads an answer that should hold directives alone, up to an empty line; what is none is passed over.
    ///
    /// - Returns: `nil` when there is not one.
    static func read(_ answer: String) -> TrainingDirectives? {
        var directives = TrainingDirectives()
        for line in answer.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) { break }
            _ = directives.take(line)
        }
        return directives == TrainingDirectives() ? nil : directives
    }

    /// Takes in one line; false when it is no directive, or one that was given already.
    private mutating func take(_ line: Substring) -> Bool {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return false }
        let value = parts[1].trimmed
        switch parts[0].trimmed.lowercased() {
        case "style":
            guard style == nil, let wanted = SelfEditStyle(choice: value) else { return false }
            style = wanted
        case "learning_rate":
            guard learningRate == nil, let rate = Float(value), rate.isFinite, rate > 0 else {
                return false
            }
            learningRate = rate.clamped(to: Self.rates)
        case "epochs":
            guard epochs == nil, let count = Int(value), count > 0 else { return false }
            epochs = count.clamped(to: Self.epochCounts)
        case "rank":
            guard rank == nil, let wanted = Int(value), wanted > 0 else { return false }
            rank = wanted.clamped(to: Self.ranks)
        case "layers":
            guard layers == nil, let wanted = AdaptedLayers(rawValue: value.lowercased()) else {
                return false
            }
            layers = wanted
        default: return false
        }
        return true
    }

    /// The settings of a run as these directives change them.
    public func applied(to settings: InnerLoopSettings, in configuration: ModelConfiguration)
        -> InnerLoopSettings
    {
        var result = settings
        if let learningRate {
            result.training.learningRate = learningRate
            result.rise = nil
        }
        if let epochs { result.training.epochs = epochs }
        if let rank {
            result.lora.alpha = settings.lora.alpha / Float(settings.lora.rank) * Float(rank)
            result.lora.rank = rank
        }
        if let layers { result.lora.layers = layers.range(in: configuration) }
        return result
    }
}

extension Comparable {
    /// The nearest value within bounds.
    func clamped(to bounds: ClosedRange<Self>) -> Self {
        min(max(self, bounds.lowerBound), bounds.upperBound)
    }
}
