/// A rectangle of coloured cells.
public struct Grid: Sendable, Hashable {
    /// The longest side that a grid of the Abstraction and Reasoning Corpus may have.
    public static let longestSide = 30
    /// Colours are 0 up to this number, which is left out.
    public static let colours = 10

    /// Rows of cells.
    public let rows: Int
    /// Cells of a row.
    public let columns: Int
    /// Colours in row-major order.
    let cells: [UInt8]

    /// A grid from its rows.
    ///
    /// - Returns: `nil` when rows differ in length, a side is not 1...30, or a colour is not 0...9.
    public init?(_ rows: [[Int]]) {
        let columns = rows.first?.count ?? 0
        guard (1...Self.longestSide).contains(rows.count), (1...Self.longestSide).contains(columns),
            rows.allSatisfy({ row in
                row.count == columns && row.allSatisfy { (0..<Self.colours).contains($0) }
            })
        else { return nil }
        self.init(rows: rows.count, columns: columns) { UInt8(rows[$0][$1]) }
    }

    /// A grid whose cells are computed from their places, which are known to make a grid.
    init(rows: Int, columns: Int, cell: (_ row: Int, _ column: Int) -> UInt8) {
        self.rows = rows
        self.columns = columns
        cells = (0..<rows).flatMap { row in (0..<columns).map { cell(row, $0) } }
    }

    /// Rows of colours.
    public var values: [[Int]] { (0..<rows).map { row in (0..<columns).map { Int(self[row, $0]) } } }

    /// The colour of a cell, 0...9.
    public subscript(row: Int, column: Int) -> UInt8 { cells[row * columns + column] }

    /// Share of cells that another grid has alike; 0 for one of another shape.
    func likeness(to other: Grid) -> Double {
        guard rows == other.rows, columns == other.columns else { return 0 }
        let alike = zip(cells, other.cells).filter { $0 == $1 }.count
        return Double(alike) / Double(cells.count)
    }
}

extension Grid: Codable {
    /// Reads a list of rows of numbers.
    ///
    /// - Throws: `DecodingError` with the place of what is no grid.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let grid = Grid(try container.decode([[Int]].self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "no grid: 1 to \(Self.longestSide) rows of the same length, colours 0 to 9")
        }
        self = grid
    }

    /// Writes rows of numbers.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
