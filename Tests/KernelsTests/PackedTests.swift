import Kernels
import Testing

/// Products on packed weights against products on the same weights expanded.
@Suite struct PackedTests {
    /// A weight of random blocks, [rows, columns]: expanded, and packed.
    private final class Weight {
        let rows: Int
        let columns: Int
        let layout: selkie_packed_layout
        let tiles: UnsafeMutableRawPointer
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
            layout = selkie_packed_layout_of(&format)
            let tileBytes = selkie_packed_tile_bytes(layout, columns)
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
        }

        deinit { tiles.deallocate() }

        /// A block of random bits whose half-precision scales have `scale` as their upper byte, or its negative.
        private static func block(
            _ type: String, _ format: selkie_block_format, _ scale: UInt8, _ generator: inout TestGenerator
        ) -> [UInt8] {
            var bytes = (0..<format.bytes_per_block).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let halves =
                switch type {
                case "Q6_K": [208]
                case "Q4_0", "Q5_0", "Q8_0", "F16": [0]
                case "BF16": [Int]()
                default: [0, 2]
                }
            for place in halves { bytes[place + 1] = Bool.random(using: &generator) ? scale : scale | 0x80 }
            // The exponent of a bfloat takes a bit of the lower byte.
            if type == "BF16" {
                bytes = scale == 0x7C ? [0x80, 0x7F] : [bytes[0], (bytes[1] & 0x80) | 0x3D]
            }
            return bytes
        }
    }

    private static let types = [
        "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K", "F16", "BF16",
    ]
    /// Around every number where a path goes from one way of multiplying to the next.
    private static let rowCounts = [1, 2, 3, 4, 5, 8, 12, 13, 20, 21, 24, 25, 48, 49, 60]

    /// Compares c with the sums of products of x and the weight, in double.
    private func expect(
        _ c: Grid, from start: Grid?, _ x: Grid, columns: Range<Int>,
        weight: (_ step: Int, _ column: Int) -> Float
    ) {
        for row in 0..<x.rows {
            for column in columns {
                var (sum, size) = (start?[row, column - columns.lowerBound] ?? 0, 1.0)
                for step in 0..<x.width {
                    let product = x[row, step] * Double(weight(step, column))
                    sum += product
                    size += abs(product)
                }
                let place = row * c.stride + column - columns.lowerBound
                #expect(abs(Double(c.data[place]) - sum) < 1e-6 * size)
            }
        }
        #expect(c.paddingIsIntact)
    }

    @Test(arguments: types, rowCounts)
    func aProductForwardEqualsTheExpandedOne(type: String, rows: Int) throws {
        var generator = TestGenerator(rows)
        for outputs in [1, 16, 21, 48] {
            let weight = try Weight(type, rows: outputs, columns: 256, using: &generator)
            let x = Grid(rows: rows, width: weight.columns, padding: 3, using: &generator)
            let start = Grid(rows: rows, width: outputs, padding: 2, using: &generator)
            var panel = [Float](repeating: 0, count: selkie_packed_panel_count(rows, x.width))
            selkie_packed_panel(&panel, SELKIE_FORWARD, x.data, x.stride, rows, x.width, 0, 48)
            selkie_packed_panel(&panel, SELKIE_FORWARD, x.data, x.stride, rows, x.width, 48, x.width)
            for accumulates in [false, true] {
                var c = start
                selkie_packed_multiply(
                    &c.data, c.stride, panel, weight.tiles, weight.layout, rows, outputs, x.width,
                    accumulates ? 1 : 0)
                expect(c, from: accumulates ? start : nil, x, columns: 0..<outputs) {
                    weight.expanded[$1 * weight.columns + $0]
                }
            }
        }
    }

    @Test(arguments: types, rowCounts)
    func aProductBackwardEqualsTheExpandedOne(type: String, rows: Int) throws {
        var generator = TestGenerator(rows)
        for (outputs, columns) in [(9, 0..<256), (16, 16..<96), (40, 48..<64)] {
            let weight = try Weight(type, rows: outputs, columns: 256, using: &generator)
            let y = Grid(rows: rows, width: outputs, padding: 3, using: &generator)
            let start = Grid(rows: rows, width: columns.count, padding: 2, using: &generator)
            var panel = [Float](
                repeating: 0, count: selkie_packed_panel_count(rows, weight.tileRows))
            selkie_packed_panel(
                &panel, SELKIE_BACKWARD, y.data, y.stride, rows, weight.tileRows, 0, outputs)
            for accumulates in [false, true] {
                var c = start
                selkie_packed_multiply_backward(
                    &c.data, c.stride, panel, weight.tiles, weight.layout, rows, columns.lowerBound,
                    columns.upperBound, weight.tileRows, weight.columns, accumulates ? 1 : 0)
                expect(c, from: accumulates ? start : nil, y, columns: columns) {
                    weight.expanded[$0 * weight.columns + $1]
                }
            }
        }
    }

    @Test(arguments: types) func aRowComesBackBitByBit(type: String) throws {
        var generator = TestGenerator(1)
        let weight = try Weight(type, rows: 21, columns: 512, using: &generator)
        #expect(weight.isFinite)
        let tileBytes = selkie_packed_tile_bytes(weight.layout, weight.columns)
        for row in 0..<weight.rows {
            var values = [Float](repeating: 0, count: weight.columns)
            selkie_packed_row(
                &values, weight.layout, weight.tiles + row / 16 * tileBytes, row % 16, weight.columns)
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
