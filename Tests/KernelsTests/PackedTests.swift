import Kernels
import Testing

/// Products on packed weights against products on the same weights expanded.
@Suite struct PackedTests {
    /// Around every number where a path goes from one way of multiplying to the next.
    private static let rowCounts = [1, 2, 3, 4, 5, 8, 12, 13, 20, 21, 24, 25, 48, 49, 60]

    /// Compares c with the sums of products of x and the weight, in double.
    private func expect(
        _ c: Grid, from start: Grid?, _ x: Grid, columns: Range<Int>,
        weight: (_ step: Int, _ column: Int) -> Float
    ) {
        let reference = Reference.Product(
            rows: x.rows, columns: columns.count, inner: x.width, start: start, left: { x[$0, $1] },
            right: { Double(weight($0, columns.lowerBound + $1)) })
        for (value, (sum, size)) in zip(c.values, zip(reference.values, reference.sizes)) {
            #expect(abs(Double(value) - sum) < 1e-6 * size)
        }
        #expect(c.paddingIsIntact)
    }

    @Test(arguments: RandomWeight.types, rowCounts)
    func aProductForwardEqualsTheExpandedOne(type: String, rows: Int) throws {
        var generator = TestGenerator(rows)
        for outputs in [1, 16, 21, 48] {
            let weight = try RandomWeight(type, rows: outputs, columns: 256, using: &generator)
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

    @Test(arguments: RandomWeight.types, rowCounts)
    func aProductBackwardEqualsTheExpandedOne(type: String, rows: Int) throws {
        var generator = TestGenerator(rows)
        for (outputs, columns) in [(9, 0..<256), (16, 16..<96), (40, 48..<64)] {
            let weight = try RandomWeight(type, rows: outputs, columns: 256, using: &generator)
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

    @Test(arguments: RandomWeight.types) func aRowComesBackBitByBit(type: String) throws {
        var generator = TestGenerator(1)
        let weight = try RandomWeight(type, rows: 21, columns: 512, using: &generator)
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

    @Test(arguments: RandomWeight.types) func anInfiniteScaleIsSeen(type: String) throws {
        var generator = TestGenerator(1)
        let weight = try RandomWeight(type, rows: 3, columns: 256, scale: 0x7C, using: &generator)
        #expect(!weight.isFinite)
    }
}
