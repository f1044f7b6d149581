import Kernels
import Synchronization

/// A quantized weight as products read it: it stays in its few bits, and an element becomes a float only in a
/// register.
///
/// Projections that share an input lie one below the other, each a part with a type of its own.
package final class PackedWeight: @unchecked Sendable {
    /// Stored rows of one projection, all of one quantized type.
    struct Rows {
        /// How their blocks are stored.
        let format: selkie_block_format
        /// Start of each row's blocks, which somebody else keeps while the weight is packed.
        let blocks: [UnsafeRawPointer?]
    }

    /// One projection.
    private struct Part {
        let rows: Range<Int>
        let tiles: PackedTiles
    }

    /// Rows of the weight.
    let rows: Int
    /// Columns of the weight.
    let columns: Int
    private let parts: [Part]
    /// One set of tiles for each part, made when the first gradient asks for them.
    private let backward = Mutex<[PackedTiles]?>(nil)

    /// Packs the rows of projections that share an input; nil when a scale is NaN or infinite.
    init?(_ groups: [Rows], columns: Int, pool: ThreadPool) {
        self.columns = columns
        var parts: [Part] = []
        var isFinite = true
        for group in groups {
            let first = parts.last?.rows.upperBound ?? 0
            let layout = withUnsafePointer(to: group.format) { selkie_packed_forward($0) }
            let tiles = PackedTiles(layout, columns: group.blocks.count, steps: columns)
            isFinite = Self.fill(tiles, group, pool: pool) && isFinite
            parts.append(Part(rows: first..<first + group.blocks.count, tiles: tiles))
        }
        guard isFinite else { return nil }
        rows = parts.last?.rows.upperBound ?? 0
        self.parts = parts
    }

    private static func fill(_ tiles: PackedTiles, _ rows: Rows, pool: ThreadPool) -> Bool {
        var isFinite = [Bool](repeating: true, count: tiles.count)
        isFinite.withUnsafeMutableBufferPointer { isFinite in
            pool.run(tiles.count) { index, _ in
                let first = index * PackedTiles.width
                let members = Array(rows.blocks[first..<min(rows.blocks.count, first + PackedTiles.width)])
                isFinite[index] =
                    withUnsafePointer(to: rows.format) {
                        selkie_pack_tile(tiles.tile(index), $0, members, members.count, tiles.steps)
                    } != 0
            }
        }
        return isFinite.allSatisfy { $0 }
    }

    /// Writes one row of the weight as floats: [columns].
    func copyRow(_ row: Int, to target: UnsafeMutablePointer<Float>) {
        guard let part = parts.first(where: { $0.rows.contains(row) }) else { return }
        let place = row - part.rows.lowerBound
        selkie_packed_row(
            target, part.tiles.layout, part.tiles.tile(place / PackedTiles.width), place % PackedTiles.width,
            columns)
    }

    /// c = x · Wᵀ, or c += …; x is [n, columns], c is [n, rows], `panel` scratch memory.
    ///
    /// Products `alongside`, which have nothing to do with c, are computed in the same loop.
    func multiply(
        _ x: Matrix, into c: Matrix, accumulates: Bool, alongside: [MatrixProduct],
        panel: inout GrowingBuffer, pool: ThreadPool
    ) {
        let laidOut = Self.layOut(x, steps: columns, in: panel.vector(x.rows * columns), pool: pool)
        let pieces = Self.pieces(parts.map(\.tiles), threads: pool.threads)
        Self.run(pieces, alongside, pool) { piece in
            let part = parts[piece.part]
            part.tiles.multiply(
                laidOut, tiles: piece.tiles, into: c.slice(columns: part.rows), accumulates: accumulates)
        }
    }

    /// c = y · W; y is [n, rows], c is [n, columns].
    ///
    /// Products `alongside`, which have nothing to do with c, are computed in the same loop.
    func multiplyBackward(
        _ y: Matrix, into c: Matrix, alongside: [MatrixProduct], panel: inout GrowingBuffer, pool: ThreadPool
    ) {
        let tiles = backwardTiles(pool: pool)
        var memory = panel.vector(y.rows * tiles.reduce(0) { $0 + $1.steps })
        let panels = zip(parts, tiles).map { part, tiles in
            defer { memory += y.rows * tiles.steps }
            return Self.layOut(y.slice(columns: part.rows), steps: tiles.steps, in: memory, pool: pool)
        }
        // The parts of a tile are summed by one thread, in order.
        let pieces = Self.pieces([tiles[0]], threads: pool.threads)
        Self.run(pieces, alongside, pool) { piece in
            for part in parts.indices {
                tiles[part].multiply(panels[part], tiles: piece.tiles, into: c, accumulates: part > 0)
            }
        }
    }

    private func backwardTiles(pool: ThreadPool) -> [PackedTiles] {
        backward.withLock { made in
            if let made { return made }
            let tiles = parts.map { part in
                let forward = part.tiles
                let tiles = PackedTiles(
                    selkie_packed_backward(forward.layout), columns: columns,
                    steps: forward.count * PackedTiles.width)
                pool.run(tiles.count) { index, _ in
                    selkie_pack_backward(
                        tiles.tile(index), forward.layout, forward.tile(0), forward.count, columns, index)
                }
                return tiles
            }
            made = tiles
            return tiles
        }
    }

    /// x as tiles with sums of `steps` steps read it; steps beyond its columns are zero.
    private static func layOut(
        _ x: Matrix, steps: Int, in panel: UnsafeMutablePointer<Float>, pool: ThreadPool
    ) -> UnsafePointer<Float> {
        if x.rows == 1, x.columns == steps { return UnsafePointer(x.start) }
        if x.columns < steps { panel.update(repeating: 0, count: x.rows * steps) }
        pool.split(x.columns) { part in
            selkie_packed_panel(panel, x.start, x.stride, x.rows, steps, part.lowerBound, part.upperBound)
        }
        return UnsafePointer(panel)
    }

    /// Some tiles of one part.
    private typealias Piece = (part: Int, tiles: Range<Int>)

    /// Computes products and pieces in one loop; the pieces, which are small, come last and even out the threads' work.
    private static func run(
        _ pieces: [Piece], _ alongside: [MatrixProduct], _ pool: ThreadPool, _ compute: (Piece) -> Void
    ) {
        let others = alongside.count * pool.threads
        pool.run(others + pieces.count) { index, _ in
            if index < others {
                pool.compute(alongside[index / pool.threads], part: index % pool.threads)
            } else {
                compute(pieces[index - others])
            }
        }
    }

    /// Runs of tiles, a few for each thread, so that none waits long for another.
    private static func pieces(_ tiles: [PackedTiles], threads: Int) -> [Piece] {
        let length = max(1, tiles.reduce(0) { $0 + $1.count } / (threads * 4))
        return tiles.indices.flatMap { part in
            stride(from: 0, to: tiles[part].count, by: length).map {
                (part, $0..<min(tiles[part].count, $0 + length))
            }
        }
    }
}
