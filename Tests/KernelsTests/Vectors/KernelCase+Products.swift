extension KernelCase {
    /// Products of floats, around the sizes of every path's tiles.
    static var products: [KernelCase] {
        var generator = TestGenerator(11)
        var cases: [KernelCase] = []
        for (rows, columns, inner) in [
            (1, 1, 1), (1, 25, 17), (2, 3, 64), (3, 12, 15), (4, 13, 33), (5, 4, 16), (6, 50, 7),
            (7, 11, 576),
            (13, 24, 48),
        ] {
            for accumulates in [false, true] {
                cases.append(
                    transposed(rows, columns, inner, accumulates: accumulates, using: &generator))
            }
        }
        for (rows, columns, inner) in [
            (1, 1, 1), (1, 200, 3), (2, 15, 46), (3, 16, 5), (5, 17, 128), (6, 33, 1), (7, 64, 9),
            (13, 70, 31),
            (32, 48, 12),
        ] {
            for (accumulates, isTurned) in [(false, false), (true, true)] {
                cases.append(
                    plain(
                        rows, columns, inner, accumulates: accumulates, isTurned: isTurned, using: &generator)
                )
            }
        }
        var probe = KernelCase(kernel: "probe_multiply_adds", integers: [20_000])
        // 0.999 · x + 0.5 goes to 500 in every lane, whose mean the program returns.
        probe.expectReturn(500, within: 0.5)
        cases.append(probe)
        for count in [0, 1, 63, 64, 65, 1000] {
            var read = KernelCase(
                kernel: "probe_read", integers: [count], buffers: [.floats((0..<count).map(Float.init))])
            read.expectReturn(Double(count * max(0, count - 1) / 2))
            cases.append(read)
        }
        return cases
    }

    private static func transposed(
        _ rows: Int, _ columns: Int, _ inner: Int, accumulates: Bool, using generator: inout TestGenerator
    ) -> KernelCase {
        let a = Grid(rows: rows, width: inner, padding: 3, using: &generator)
        let b = Grid(rows: columns, width: inner, padding: 5, using: &generator)
        let c = Grid(rows: rows, width: columns, padding: 2, using: &generator)
        let product = Reference.Product(
            rows: rows, columns: columns, inner: inner, scale: 0.5, start: accumulates ? c : nil,
            left: { a[$0, $1] }, right: { b[$1, $0] })
        return KernelCase(
            "gemm_transposed", c, product,
            integers: [c.stride, a.stride, b.stride, rows, columns, inner, accumulates ? 1 : 0], reals: [0.5],
            [.floats(a.data), .floats(b.data)])
    }

    private static func plain(
        _ rows: Int, _ columns: Int, _ inner: Int, accumulates: Bool, isTurned: Bool,
        using generator: inout TestGenerator
    ) -> KernelCase {
        let a = Grid(
            rows: isTurned ? inner : rows, width: isTurned ? rows : inner, padding: 3, using: &generator)
        let b = Grid(rows: inner, width: columns, padding: 5, using: &generator)
        let c = Grid(rows: rows, width: columns, padding: 2, using: &generator)
        let product = Reference.Product(
            rows: rows, columns: columns, inner: inner, scale: 0.5, start: accumulates ? c : nil,
            left: { isTurned ? a[$1, $0] : a[$0, $1] }, right: { b[$0, $1] })
        let (row, step) = isTurned ? (1, a.stride) : (a.stride, 1)
        return KernelCase(
            "gemm_plain", c, product,
            integers: [c.stride, row, step, b.stride, rows, columns, inner, accumulates ? 1 : 0],
            reals: [0.5],
            [.floats(a.data), .floats(b.data)])
    }

    /// A product into c, the first buffer.
    init(
        _ kernel: String, type: String = "", _ c: Grid, _ product: Reference.Product, integers: [Int],
        reals: [Float] = [], _ operands: [Buffer]
    ) {
        self.init(
            kernel: kernel, type: type, integers: integers, reals: reals,
            buffers: [.floats(c.data)] + operands)
        expect(0, c, product.values, allowed: product.sizes.map { $0 * 1e-6 })
    }
}
