import Kernels

/// The tiles of one packed weight in one direction, as `selkie_packed.h` lays them out.
final class PackedTiles: @unchecked Sendable {
    /// Results of one tile.
    static let width = Int(selkie_tile_width)

    /// Bits, groups and direction.
    let layout: selkie_packed_layout
    /// Results: the weight's rows forward, its columns backward.
    let columns: Int
    /// Length of the sums.
    let steps: Int
    /// Number of tiles.
    let count: Int
    private let memory: UnsafeMutableRawPointer
    private let tileBytes: Int

    /// Memory for tiles whose contents are not set.
    init(_ layout: selkie_packed_layout, columns: Int, steps: Int) {
        self.layout = layout
        self.columns = columns
        self.steps = steps
        count = (columns + Self.width - 1) / Self.width
        tileBytes = selkie_packed_tile_bytes(layout, steps)
        memory = .allocate(byteCount: max(count * tileBytes, 64), alignment: 64)
    }

    deinit { memory.deallocate() }

    /// Start of a tile.
    func tile(_ index: Int) -> UnsafeMutableRawPointer { memory + index * tileBytes }

    /// Computes the results of some tiles: c = panel · tiles, or c += …; c is [rows, columns].
    func multiply(_ panel: UnsafePointer<Float>, tiles: Range<Int>, into c: Matrix, accumulates: Bool) {
        let first = tiles.lowerBound * Self.width
        let width = min(tiles.upperBound * Self.width, columns) - first
        selkie_packed_multiply(
            c.start + first, c.stride, panel, tile(tiles.lowerBound), layout, c.rows, width, steps,
            accumulates ? 1 : 0)
    }
}
