import Kernels
import Testing

@Suite struct GEMMTests {
    @Test(arguments: [1, 2, 5, 6, 7, 12, 13, 55], [1, 3, 4, 11, 12, 13, 25, 50])
    func transposedProductIsTheSumOfProducts(rows: Int, columns: Int) {
        var generator = TestGenerator(rows * 100 + columns)
        for inner in [1, 15, 16, 17, 64, 576] {
            let a = Grid(rows: rows, width: inner, padding: 3, using: &generator)
            let b = Grid(rows: columns, width: inner, padding: 5, using: &generator)
            let start = Grid(rows: rows, width: columns, padding: 2, using: &generator)
            for accumulates in [false, true] {
                var c = start
                selkie_gemm_transposed(
                    &c.data, c.stride, a.data, a.stride, b.data, b.stride, rows, columns, inner, 0.5,
                    accumulates ? 1 : 0)
                let expected = Reference.Product(
                    rows: rows, columns: columns, inner: inner, scale: 0.5, start: accumulates ? start : nil,
                    left: { a[$0, $1] }, right: { b[$1, $0] }
                ).values
                expectClose(c.values, expected, width: columns, Tolerance(absolute: 2e-4, units: 16))
                #expect(c.paddingIsIntact)
            }
        }
    }

    @Test(arguments: [1, 2, 5, 6, 7, 13, 32, 96], [1, 15, 16, 17, 33, 48, 64, 70, 200])
    func plainProductIsTheSumOfProducts(rows: Int, columns: Int) {
        var generator = TestGenerator(rows * 100 + columns)
        for inner in [1, 3, 46, 128] {
            let a = Grid(rows: rows, width: inner, padding: 3, using: &generator)
            let b = Grid(rows: inner, width: columns, padding: 5, using: &generator)
            let start = Grid(rows: rows, width: columns, padding: 2, using: &generator)
            let transposed = Grid(rows: inner, width: rows, padding: 1) { Float(a[$1, $0]) }
            for accumulates in [false, true] {
                let expected = Reference.Product(
                    rows: rows, columns: columns, inner: inner, scale: 0.5, start: accumulates ? start : nil,
                    left: { a[$0, $1] }, right: { b[$0, $1] }
                ).values
                for (left, row, step) in [(a, a.stride, 1), (transposed, 1, transposed.stride)] {
                    var c = start
                    selkie_gemm_plain(
                        &c.data, c.stride, left.data, row, step, b.data, b.stride, rows, columns, inner, 0.5,
                        accumulates ? 1 : 0)
                    expectClose(c.values, expected, width: columns, Tolerance(absolute: 2e-4, units: 16))
                    #expect(c.paddingIsIntact)
                }
            }
        }
    }

    @Test func notANumberStaysWhereItIs() {
        var generator = TestGenerator(7)
        var a = Grid(rows: 7, width: 33, using: &generator)
        let b = Grid(rows: 5, width: 33, using: &generator)
        a.data[2 * a.stride + 32] = .nan
        var c = Grid(rows: 7, width: 5) { _, _ in 0 }
        selkie_gemm_transposed(&c.data, c.stride, a.data, a.stride, b.data, b.stride, 7, 5, 33, 1, 0)
        for row in 0..<7 {
            for column in 0..<5 { #expect(c.data[row * c.stride + column].isNaN == (row == 2)) }
        }
    }
}
