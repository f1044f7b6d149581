/// Which candidates are trained on when the others look hopeless part of the way.
///
/// Source: successive halving (arXiv 1502.07943), with the reward of the half-trained adapter as the score.
package enum Race {
    /// Shares of the optimizer steps after which the worse half is given up.
    package static let checkpoints = [0.3, 0.6]

    /// The better half of the self-edits, rounded up, with those that equal the last of it, and the text alone.
    ///
    /// - Parameters:
    ///   - scores: The score of each candidate that is still in the race by its index; none when it failed.
    ///   - passage: Index of the text alone, which always goes on.
    /// - Returns: The candidates that go on, in order.
    package static func survivors(_ scores: [Int: Double?], passage: Int) -> [Int] {
        let edits = scores.filter { $0.key != passage }.compactMapValues { $0 }
        let ranked = edits.values.sorted(by: >)
        guard !ranked.isEmpty else { return [passage] }
        let last = ranked[(ranked.count + 1) / 2 - 1]
        return edits.filter { $0.value >= last }.keys.sorted() + [passage]
    }
}
