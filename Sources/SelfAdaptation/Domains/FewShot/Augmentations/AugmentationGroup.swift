package import LanguageModel

/// Augmentations that a recipe takes or leaves together.
///
/// Source: SEAL's few-shot experiments (arXiv 2506.10943, appendix A), after Akyürek et al. (arXiv 2411.07279). Unlike
/// theirs, a shift moves inputs and outputs by the same cells, so that the rule stays the same.
public enum AugmentationGroup: String, Sendable, Codable, CaseIterable {
    /// Turned, flipped, mirrored, shifted.
    case basic
    /// Blown up.
    case size
    /// Turned or flipped, then blown up.
    case chain
    /// Repeated side by side.
    case `repeat`

    /// The furthest that cells are shifted, along each side.
    private static let furthest = 3

    /// The group's augmentations, with what they draw.
    package func augmentations(using generator: inout SeededGenerator) -> [[GridTransform]] {
        switch self {
        case .basic:
            let shift = GridTransform.shift(
                rows: Int.random(in: 0...Self.furthest, using: &generator),
                columns: Int.random(in: 0...Self.furthest, using: &generator))
            let mirrors = [GridTransform.Axis.rows, .columns].flatMap { axis in
                [true, false].map { GridTransform.mirror(axis, imageFirst: $0) }
            }
            return (Self.symmetries + mirrors + [shift]).map { [$0] }
        case .size:
            return [(2, 2), (2, 1), (1, 2)].map { [.scale(rows: $0, columns: $1)] }
        case .chain:
            return Self.symmetries.map { [$0, .scale(rows: 2, columns: 2)] }
        case .repeat:
            return [(2, 1), (1, 2), (2, 2)].map { [.tile(rows: $0, columns: $1)] }
        }
    }

    /// What turns and flips a grid, but for the flip along the second diagonal.
    package static let symmetries: [GridTransform] =
        (1...3).map { .rotate(quarters: $0) } + [.flip(.rows), .flip(.columns), .transpose]
}
