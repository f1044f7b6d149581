import Kernels

/// A weight of few bits as products read it: it stays in them, and an element becomes a float only in a register.
///
/// Projections that share an input lie one below the other, each a part with a type of its own.
package final class PackedWeight: @unchecked Sendable {
    /// Stored rows of one projection, all of one type.
    package struct Rows {
        /// How their blocks are stored.
        let format: StoredFormat
        /// Start of each row's blocks, which somebody else keeps while the weight is packed.
        let blocks: [UnsafeRawPointer?]

        /// Rows whose blocks somebody else keeps.
        package init(format: StoredFormat, blocks: [UnsafeRawPointer?]) {
            self.format = format
            self.blocks = blocks
        }
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

    /// Bytes of its tiles.
    var byteCount: Int { parts.reduce(0) { $0 + $1.tiles.byteCount } }

    /// Packs the rows of projections that share an input; nil when one is NaN or infinite.
    package init?(_ groups: [Rows], columns: Int, pool: ThreadPool) {
        self.columns = columns
        var parts: [Part] = []
        var isFinite = true
        for group in groups {
            let first = parts.last?.rows.upperBound ?? 0
            let layout = withUnsafePointer(to: group.format.kernel) { selkie_packed_layout_of($0) }
            let tiles = PackedTiles(layout, rows: group.blocks.count, columns: columns)
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
                    withUnsafePointer(to: rows.format.kernel) {
                        selkie_pack_tile(tiles.tile(index), $0, members, members.count, tiles.columns)
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
    package func multiply(
        _ x: Matrix, into c: Matrix, accumulates: Bool, alongside: [MatrixProduct],
        panel: inout GrowingBuffer, pool: ThreadPool
    ) {
        let count = selkie_packed_panel_count(x.rows, columns)
        let laidOut = Self.layOut(
            x, SELKIE_FORWARD, steps: columns, in: panel.vector(count), pool: pool)
        let pieces = Self.pieces(parts.map(\.tiles.count), threads: pool.threads)
        Self.run(pieces, alongside, pool) { piece in
            let part = parts[piece.part]
            part.tiles.multiply(
                laidOut, tiles: piece.range, into: c.slice(columns: part.rows), accumulates: accumulates)
        }
    }

    /// c = y · W; y is [n, rows], c is [n, columns].
    ///
    /// Products `alongside`, which have nothing to do with c, are computed in the same loop.
    package func multiplyBackward(
        _ y: Matrix, into c: Matrix, alongside: [MatrixProduct], panel: inout GrowingBuffer, pool: ThreadPool
    ) {
        var memory = panel.vector(y.rows * parts.reduce(0) { $0 + $1.tiles.tileRows })
        let panels = parts.map { part in
            defer { memory += y.rows * part.tiles.tileRows }
            return Self.layOut(
                y.slice(columns: part.rows), SELKIE_BACKWARD, steps: part.tiles.tileRows, in: memory,
                pool: pool)
        }
        // The parts of a column are summed by one thread, in order.
        let width = PackedTiles.width
        let pieces = Self.pieces([(columns + width - 1) / width], threads: pool.threads)
        Self.run(pieces, alongside, pool) { piece in
            let range = piece.range.lowerBound * width..<min(columns, piece.range.upperBound * width)
            for (index, part) in parts.enumerated() {
                part.tiles.multiplyBackward(panels[index], columns: range, into: c, accumulates: index > 0)
            }
        }
    }

    /// x as products with sums of `steps` steps read it; steps beyond its columns are zero.
    private static func layOut(
        _ x: Matrix, _ direction: selkie_direction, steps: Int, in panel: UnsafeMutablePointer<Float>,
        pool: ThreadPool
    ) -> UnsafePointer<Float> {
        if x.columns < steps { panel.update(repeating: 0, count: x.rows * steps) }
        func layOut(_ part: Range<Int>) {
            selkie_packed_panel(
                panel, direction, x.start, x.stride, x.rows, steps, part.lowerBound, part.upperBound)
        }
        // Less is done before another thread has begun.
        if x.rows * x.columns < 16_384 {
            layOut(0..<x.columns)
        } else {
            let unit = 16
            pool.split((x.columns + unit - 1) / unit) { part in
                layOut(part.lowerBound * unit..<min(x.columns, part.upperBound * unit))
            }
        }
        return UnsafePointer(panel)
    }

    /// Some tiles, or columns by sixteens, of one part.
    private typealias Piece = (part: Int, range: Range<Int>)

    /// Computes products and pieces in one loop; the pieces, of which the last are small, come last and even out the threads'
    /// work.
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

    /// Runs of an even number of tiles of each part, each about two thirds of a thread's even share of what is left: the
    /// first are long, and read x seldom; the last are short, and let threads end together.
    ///
    /// Source: guided self-scheduling, Polychronopoulos and Kuck, IEEE Transactions on Computers, 1987.
    private static func pieces(_ counts: [Int], threads: Int) -> [Piece] {
        var left = counts.reduce(0, +)
        return counts.indices.flatMap { part in
            var pieces: [Piece] = []
            var start = 0
            while start < counts[part] {
                let share = (left * 2 + threads * 3 - 1) / (threads * 3)
                let end = min(counts[part], start + max(2, (share + 1) / 2 * 2))
                pieces.append((part, start..<end))
                left -= end - start
                start = end
            }
            return pieces
        }
    }
}
