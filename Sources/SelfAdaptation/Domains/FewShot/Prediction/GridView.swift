/// A task seen from another side: what is predicted there is turned back.
package struct GridView: Sendable {
    /// The way there; it can be undone.
    package let transforms: [GridTransform]

    /// The task as it is, then turned and flipped in the ways that SEAL's authors vote over.
    package static let all: [GridView] =
        [[], [.transpose], [.flip(.rows)], [.flip(.columns)], [.rotate(quarters: 1)], [.rotate(quarters: 2)]]
        .map(GridView.init)

    /// Demonstrations and an input from this side; `nil` only for a view that enlarges.
    package func seen(_ demonstrations: [GridPair], _ input: Grid) -> (
        demonstrations: [GridPair], input: Grid
    )? {
        let pairs = demonstrations.compactMap { transforms.apply(to: $0) }
        guard pairs.count == demonstrations.count, let input = transforms.apply(to: input) else { return nil }
        return (pairs, input)
    }

    /// A prediction as it would be of the task as it is.
    package func undone(_ prediction: Grid) -> Grid? { transforms.inverse?.apply(to: prediction) }
}
