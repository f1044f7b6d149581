/// How long the parts should be that a text is cut into, in tokens.
public struct TextSize: Sendable, Equatable, Codable {
    /// The length that parts should have, at least 1.
    public let target: Int
    /// The length that no part exceeds, at least the target.
    public let maximum: Int

    /// Creates a size; what is too small for the other counts as the least that fits.
    public init(target: Int, maximum: Int) {
        self.target = max(1, target)
        self.maximum = max(self.target, maximum)
    }

    /// Passages of a document: about 170 words of English, and at most 220.
    public static let passages = TextSize(target: 220, maximum: 290)

    /// Pieces of a passage: about 50 words of English, unless a sentence alone is longer.
    public static let pieces = TextSize(target: 65, maximum: 130)
}
