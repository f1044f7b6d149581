/// Predictions of one output, the most frequent first.
package struct GridVote: Sendable {
    /// Distinct predictions by how often they were made; equal ones in the order in which they were made first.
    package let ranking: [Grid]

    /// Counts predictions; what was no grid is left out.
    package init(_ predictions: [Grid?]) {
        var counts: [Grid: Int] = [:]
        var order: [Grid] = []
        for grid in predictions.compactMap({ $0 }) {
            if counts[grid] == nil { order.append(grid) }
            counts[grid, default: 0] += 1
        }
        ranking = order.enumerated().sorted { one, other in
            let (first, second) = (counts[one.element] ?? 0, counts[other.element] ?? 0)
            return first != second ? first > second : one.offset < other.offset
        }.map(\.element)
    }
}
