import Kernels
import Testing

/// Products on packed weights against products on the same weights expanded.
@Suite struct PackedTests {
    /// A weight of random blocks, [rows, columns]: expanded, and packed in both directions.
    private final class Weight {
        let rows: Int
        let columns: Int
        let forward: selkie_packed_layout
        let backward: selkie_packed_layout
        let tiles: UnsafeMutableRawPointer
        let backwardTiles: UnsafeMutableRawPointer
        let expanded: [Float]
        let isFinite: Bool
        /// Rows in whole tiles.
        var tileRows: Int { (rows + 15) / 16 * 16 }

        init(
            _ type: String, rows: Int, columns: Int, scale: UInt8 = 0x2C, using generator: inout TestGenerator
        ) throws {
            var format = try #require(selkie_block_format_named(type)?.pointee)
            let expand = try #require(format.dequantize)
            self.rows = rows
            self.columns = columns
            let blocks = columns / format.block_size
            var stored: [UInt8] = []
            var expanded: [Float] = []
            var isFinite = true
            for _ in 0..<rows {
                let row = (0..<blocks).flatMap { _ in Self.block(type, format, scale, &generator) }
                var values = [Float](repeating: 0, count: columns)
                expand(&values, row, blocks)
                expanded += values
                stored += row
            }
            let rowBytes = blocks * format.bytes_per_block
            forward = selkie_packed_forward(&format)
            backward = selkie_packed_backward(forward)
            let tileBytes = selkie_packed_tile_bytes(forward, columns)
            let count = (rows + 15) / 16
            let tiles = UnsafeMutableRawPointer.allocate(byteCount: count * tileBytes, alignment: 64)
            for tile in 0..<count {
                let members = tile * 16..<min(rows, tile * 16 + 16)
                let target = tiles + tile * tileBytes
                let result = stored.withUnsafeBytes { bytes in
                    let pointers = members.map { bytes.baseAddress?.advanced(by: $0 * rowBytes) }
                    return selkie_pack_tile(target, &format, pointers, members.count, columns)
                }
                isFinite = isFinite && result != 0
            }
            (self.tiles, self.expanded, self.isFinite) = (tiles, expanded, isFinite)
            let backwardBytes = selkie_packed_tile_bytes(backward, count * 16)
            backwardTiles = .allocate(byteCount: columns / 16 * backwardBytes, alignment: 64)
            for tile in 0..<columns / 16 {
                selkie_pack_backward(
                    backwardTiles + tile * backwardBytes, forward, tiles, count, columns, tile)
            }
        }

        deinit {
            tiles.deallocate()
            backwardTiles.deallocate()
        }

        /// A block of random bits whose half-precision scales have `scale` as their upper byte, or its negative.
        private static func block(
            _ type: String, _ format: selkie_block_format, _ scale: UInt8, _ generator: inout TestGenerator
        ) -> [UInt8] {
            var bytes = (0..<format.bytes_per_block).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let halves = type == "Q6_K" ? [208] : ["Q4_0", "Q5_0", "Q8_0"].contains(type) ? [0] : [0, 2]
            for place in halves { bytes[place + 1] = Bool.random(using: &generator) ? scale : scale | 0x80 }
            return bytes
        }
    }

    private static let types = ["Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K"]
    private static let rowCounts = [1, 2, 3, 4, 5, 8, 16, 23, 24, 25, 60]

    private typealias Multiply = (
        UnsafeMutablePointer<Float>?, Int, UnsafePointer<Float>?, UnsafeRawPointer?, selkie_packed_layout,
        Int, Int, Int,
        Int32
    ) -> Void

    private func check(
        _ multiply: Multiply, _ x: Grid, _ tiles: UnsafeRawPointer, _ layout: selkie_packed_layout,
        steps: Int,
        columns: Int, weight: (_ step: Int, _ column: Int) -> Float, using generator: inout TestGenerator
    ) {
        let start = Grid(rows: x.rows, width: columns, padding: 2, using: &generator)
        var panel = [Float](repeating: 0, count: x.rows * steps)
        selkie_packed_panel(&panel, x.data, x.stride, x.rows, steps, 0, 7)
        selkie_packed_panel(&panel, x.data, x.stride, x.rows, steps, 7, x.width)
        for accumulates in [false, true] {
            var c = start
            multiply(&c.data, c.stride, panel, tiles, layout, x.rows, columns, steps, accumulates ? 1 : 0)
            for row in 0..<x.rows {
                for column in 0..<columns {
                    var (sum, size) = (accumulates ? start[row, column] : 0, 1.0)
                    for step in 0..<x.width {
                        let product = x[row, step] * Double(weight(step, column))
                        sum += product
                        size += abs(product)
                    }
                    #expect(abs(Double(c.data[row * c.stride + column]) - sum) < 1e-6 * size)
                }
            }
            #expect(c.paddingIsIntact)
        }
    }

    @Test(arguments: types, rowCounts)
    func aProductForwardEqualsTheExpandedOne(type: String, rows: Int) throws {
        var generator = TestGenerator(rows)
        for outputs in [1, 16, 21, 48] {
            let weight = try Weight(type, rows: outputs, columns: 256, using: &generator)
            let x = Grid(rows: rows, width: weight.columns, padding: 3, using: &generator)
            for multiply in [selkie_packed_multiply, selkie_packed_multiply_portable] {
                check(
                    multiply, x, weight.tiles, weight.forward, steps: weight.columns, columns: outputs,
                    weight: { weight.expanded[$1 * weight.columns + $0] }, using: &generator)
            }
        }
    }

    @Test(arguments: types, rowCounts)
    func aProductBackwardEqualsTheExpandedOne(type: String, rows: Int) throws {
        var generator = TestGenerator(rows)
        for outputs in [9, 16, 40] {
            let weight = try Weight(type, rows: outputs, columns: 256, using: &generator)
            let y = Grid(rows: rows, width: outputs, padding: 3, using: &generator)
            for multiply in [selkie_packed_multiply, selkie_packed_multiply_portable] {
                check(
                    multiply, y, weight.backwardTiles, weight.backward, steps: weight.tileRows,
                    columns: weight.columns, weight: { weight.expanded[$0 * weight.columns + $1] },
                    using: &generator)
            }
        }
    }

    @Test(arguments: types) func aRowComesBackBitByBit(type: String) throws {
        var generator = TestGenerator(1)
        let weight = try Weight(type, rows: 21, columns: 512, using: &generator)
        #expect(weight.isFinite)
        let tileBytes = selkie_packed_tile_bytes(weight.forward, weight.columns)
        for row in 0..<weight.rows {
            var values = [Float](repeating: 0, count: weight.columns)
            selkie_packed_row(
                &values, weight.forward, weight.tiles + row / 16 * tileBytes, row % 16, weight.columns)
            // Zero has two signs.
            #expect(values == Array(weight.expanded[row * weight.columns..<(row + 1) * weight.columns]))
        }
    }

    @Test(arguments: types) func anInfiniteScaleIsSeen(type: String) throws {
        var generator = TestGenerator(1)
        let weight = try Weight(type, rows: 3, columns: 256, scale: 0x7C, using: &generator)
        #expect(!weight.isFinite)
    }
}
