/// A way of making one grid from another, applied alike to inputs and outputs.
public enum GridTransform: Sendable, Hashable, Codable {
    /// Two sides of a grid, or of a plane.
    public enum Axis: Sendable, Hashable, Codable {
        /// From top to bottom.
        case rows
        /// From left to right.
        case columns
    }

    /// A turn to the left by this many quarters, 1...3.
    case rotate(quarters: Int)
    /// The order of rows or columns reversed.
    case flip(Axis)
    /// Rows for columns.
    case transpose
    /// The grid and its mirror image beside each other; the image first or second.
    case mirror(Axis, imageFirst: Bool)
    /// Cells moved on; what leaves at one edge enters at the other.
    case shift(rows: Int, columns: Int)
    /// Each cell as a block of cells.
    case scale(rows: Int, columns: Int)
    /// The grid repeated.
    case tile(rows: Int, columns: Int)
    /// Colours exchanged: the new colour of each, a permutation.
    case recolour([UInt8])

    /// The new grid; `nil` when a side would be longer than a grid's may be.
    public func apply(to grid: Grid) -> Grid? {
        switch self {
        case .rotate(let quarters):
            switch quarters {
            case 1:
                Grid(rows: grid.columns, columns: grid.rows) { grid[$1, grid.columns - 1 - $0] }
            case 2:
                Grid(rows: grid.rows, columns: grid.columns) {
                    grid[grid.rows - 1 - $0, grid.columns - 1 - $1]
                }
            default:
                Grid(rows: grid.columns, columns: grid.rows) { grid[grid.rows - 1 - $1, $0] }
            }
        case .flip(.rows):
            Grid(rows: grid.rows, columns: grid.columns) { grid[grid.rows - 1 - $0, $1] }
        case .flip(.columns):
            Grid(rows: grid.rows, columns: grid.columns) { grid[$0, grid.columns - 1 - $1] }
        case .transpose: Grid(rows: grid.columns, columns: grid.rows) { grid[$1, $0] }
        case .mirror(let axis, let imageFirst): mirror(grid, axis, imageFirst: imageFirst)
        case .shift(let rows, let columns):
            Grid(rows: grid.rows, columns: grid.columns) {
                grid[($0 - rows).wrapped(to: grid.rows), ($1 - columns).wrapped(to: grid.columns)]
            }
        case .scale(let rows, let columns):
            enlarge(grid, rows, columns) { grid[$0 / rows, $1 / columns] }
        case .tile(let rows, let columns):
            enlarge(grid, rows, columns) { grid[$0 % grid.rows, $1 % grid.columns] }
        case .recolour(let colours):
            Grid(rows: grid.rows, columns: grid.columns) { colours[Int(grid[$0, $1])] }
        }
    }

    /// What undoes it; `nil` for those that enlarge a grid.
    public var inverse: GridTransform? {
        switch self {
        case .rotate(let quarters): .rotate(quarters: 4 - quarters)
        case .flip, .transpose: self
        case .shift(let rows, let columns): .shift(rows: -rows, columns: -columns)
        case .recolour(let colours):
            .recolour(
                colours.indices.map { colour in
                    UInt8(colours.firstIndex(of: UInt8(colour)) ?? colour)
                })
        case .mirror, .scale, .tile: nil
        }
    }

    private func mirror(_ grid: Grid, _ axis: Axis, imageFirst: Bool) -> Grid? {
        guard let image = GridTransform.flip(axis).apply(to: grid) else { return nil }
        let (first, second) = imageFirst ? (image, grid) : (grid, image)
        return axis == .rows
            ? enlarge(grid, 2, 1) {
                $0 < grid.rows ? first[$0, $1] : second[$0 - grid.rows, $1]
            }
            : enlarge(grid, 1, 2) {
                $1 < grid.columns ? first[$0, $1] : second[$0, $1 - grid.columns]
            }
    }

    private func enlarge(
        _ grid: Grid, _ rows: Int, _ columns: Int, cell: (_ row: Int, _ column: Int) -> UInt8
    ) -> Grid? {
        let (height, width) = (grid.rows * rows, grid.columns * columns)
        guard max(height, width) <= Grid.longestSide else { return nil }
        return Grid(rows: height, columns: width, cell: cell)
    }
}

extension [GridTransform] {
    /// One after the other; `nil` when a side would become too long.
    public func apply(to grid: Grid) -> Grid? {
        reduce(Optional(grid)) { grid, transform in grid.flatMap(transform.apply) }
    }

    /// Both grids of a pair alike; `nil` when a side would become too long.
    public func apply(to pair: GridPair) -> GridPair? {
        guard let input = apply(to: pair.input), let output = apply(to: pair.output) else { return nil }
        return GridPair(input: input, output: output)
    }

    /// What undoes them all; `nil` when one can't be undone.
    public var inverse: [GridTransform]? {
        let inverses = reversed().compactMap(\.inverse)
        return inverses.count == count ? inverses : nil
    }
}

extension Int {
    /// The same place on a ring of `length`, 0..<length.
    fileprivate func wrapped(to length: Int) -> Int { (self % length + length) % length }
}
