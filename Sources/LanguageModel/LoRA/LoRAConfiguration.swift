/// Which projections an adapter updates, and with what rank and strength.
///
/// Source: arXiv 2106.09685; field names as in PEFT's `LoraConfig`.
public struct LoRAConfiguration: Sendable, Equatable, Codable {
    /// Rank of the update.
    public var rank: Int
    /// The update is scaled by alpha / rank.
    public var alpha: Float
    /// Updated projections, in the order of `Projection.allCases`.
    public var projections: [Projection]
    /// Updated layers; `nil` is all of them.
    public var layers: Range<Int>?

    /// Rank 32, alpha 64 on all seven projections of all layers unless told otherwise.
    public init(
        rank: Int = 32, alpha: Float = 64, projections: [Projection] = Projection.allCases,
        layers: Range<Int>? = nil
    ) {
        self.rank = rank
        self.alpha = alpha
        self.projections = Projection.allCases.filter(projections.contains)
        self.layers = layers
    }
}
