import Kernels

/// The tiles of one packed weight, as `selkie_packed.h` lays them out.
final class PackedTiles: @unchecked Sendable {
    /// Rows of one tile.
    static let width = Int(selkie_tile_width)

    /// How elements are coded and grouped.
    let layout: selkie_packed_layout
    /// Rows of the weight.
    let rows: Int
    /// Columns of the weight.
    let columns: Int
    /// Number of tiles.
    let count: Int
    /// Rows in whole tiles.
    var tileRows: Int { count * Self.width }
    /// Bytes of all tiles.
    var byteCount: Int { count * tileBytes }
    private let memory: UnsafeMutableRawPointer
    private let tileBytes: Int

    /// Memory for tiles whose contents are not set.
    init(_ layout: selkie_packed_layout, rows: Int, columns: Int) {
        self.layout = layout
        self.rows = rows
        self.columns = columns
        count = (rows + Self.width - 1) / Self.width
        tileBytes = selkie_packed_tile_bytes(layout, columns)
        memory = .allocate(byteCount: max(count * tileBytes, 64), alignment: 64)
    }

    deinit { memory.deallocate() }

    /// Start of a tile.
    func tile(_ index: Int) -> UnsafeMutableRawPointer { memory + index * tileBytes }

    /// The columns of c = x · Wᵀ that belong to some tiles, or c += …; c is [n, rows].
    func multiply(_ panel: UnsafePointer<Float>, tiles: Range<Int>, into c: Matrix, accumulates: Bool) {
        let first = tiles.lowerBound * Self.width
        let width = min(tiles.upperBound * Self.width, rows) - first
        selkie_packed_multiply(
            c.start + first, c.stride, panel, tile(tiles.lowerBound), layout, c.rows, width, columns,
            accumulates ? 1 : 0)
    }

    /// Some columns, multiples of 16, of c = y · W, or c += …; c is [n, columns].
    func multiplyBackward(
        _ panel: UnsafePointer<Float>, columns range: Range<Int>, into c: Matrix, accumulates: Bool
    ) {
        selkie_packed_multiply_backward(
            c.start + range.lowerBound, c.stride, panel, tile(0), layout, c.rows, range.lowerBound,
            range.upperBound, tileRows, columns, accumulates ? 1 : 0)
    }
}
