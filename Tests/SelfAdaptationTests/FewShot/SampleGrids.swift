import LanguageModel
import SelfAdaptation
import TestKit

/// Grids made by rule or at random.
enum SampleGrids {
    /// A random grid, from a seed.
    static func grid(_ seed: UInt64, longest: Int = 12) throws -> Grid {
        var generator = SmallGenerator(state: seed)
        let (rows, columns) = (
            Int.random(in: 1...longest, using: &generator), Int.random(in: 1...longest, using: &generator)
        )
        return try make(
            (0..<rows).map { _ in (0..<columns).map { _ in Int.random(in: 0...9, using: &generator) } })
    }

    static func make(_ rows: [[Int]]) throws -> Grid {
        struct NoGrid: Error {}
        guard let grid = Grid(rows) else { throw NoGrid() }
        return grid
    }

    static func pair(_ input: [[Int]], _ output: [[Int]]) throws -> GridPair {
        GridPair(input: try make(input), output: try make(output))
    }

    /// The output is the input turned upside down.
    static func flipped() throws -> GridTask {
        let pairs = try [
            pair([[1, 2], [3, 4]], [[3, 4], [1, 2]]), pair([[5, 0], [0, 6]], [[0, 6], [5, 0]]),
            pair([[7, 7], [8, 9]], [[8, 9], [7, 7]]),
        ]
        return GridTask(
            name: "flipped", demonstrations: pairs,
            tests: [try pair([[1, 3], [2, 2]], [[2, 2], [1, 3]])])
    }
}
