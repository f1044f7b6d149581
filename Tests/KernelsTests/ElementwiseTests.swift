import Kernels
import Testing

@Suite struct ElementwiseTests {
    @Test(arguments: Shape.all)
    func addAddsRowByRow(shape: Shape) {
        var generator = TestGenerator(1)
        var out = Grid(rows: shape.rows, width: shape.width, padding: shape.padding, using: &generator)
        let other = Grid(rows: shape.rows, width: shape.width, padding: 5, using: &generator)
        let expected = zip(out.values, other.values).map { Double($0) + Double($1) }
        selkie_add(&out.data, out.stride, other.data, other.stride, shape.rows, shape.width)
        expectClose(out.values, expected, width: shape.width, Tolerance(units: 1))
        #expect(out.paddingIsIntact)
    }

    @Test(arguments: Shape.all)
    func biasIsAddedToEveryRow(shape: Shape) {
        var generator = TestGenerator(2)
        var x = Grid(rows: shape.rows, width: shape.width, padding: shape.padding, using: &generator)
        let bias = Grid(rows: 1, width: shape.width, using: &generator)
        let expected = (0..<shape.rows * shape.width).map { place in
            x[place / shape.width, place % shape.width] + bias[0, place % shape.width]
        }
        selkie_add_bias(&x.data, x.stride, bias.data, shape.rows, shape.width)
        expectClose(x.values, expected, width: shape.width, Tolerance(units: 1))
        #expect(x.paddingIsIntact)
    }

    @Test(arguments: Shape.all)
    func embeddingsAreScaledRowsOfTheTable(shape: Shape) {
        var generator = TestGenerator(3)
        let table = Grid(rows: 11, width: shape.width, padding: 2, using: &generator)
        let ids = (0..<shape.rows).map { Int32(($0 * 7 + 10) % 11) }
        var out = Grid(rows: shape.rows, width: shape.width, padding: shape.padding) { _, _ in .nan }
        selkie_embed(&out.data, out.stride, table.data, table.stride, ids, 1.5, shape.rows, shape.width)
        let expected = ids.flatMap { id in (0..<shape.width).map { 1.5 * table[Int(id), $0] } }
        expectClose(out.values, expected, width: shape.width, Tolerance(units: 1))
        #expect(out.paddingIsIntact)
    }

    @Test func everyPlaceOfANonFiniteValueIsSeen() {
        for count in [0, 1, 7, 33, 130] {
            var x = [Float](repeating: .greatestFiniteMagnitude, count: count)
            #expect(selkie_all_finite(x, count) == 1)
            for place in 0..<count {
                for bad in [Float.nan, .infinity, -.infinity] {
                    x[place] = bad
                    #expect(selkie_all_finite(x, count) == 0)
                }
                x[place] = -.leastNonzeroMagnitude
            }
        }
    }
}
