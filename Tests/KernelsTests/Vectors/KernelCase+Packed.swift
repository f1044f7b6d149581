import Kernels

extension KernelCase {
    /// Around every number where a path goes from one way of multiplying to the next.
    static let packedRows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 20, 21, 24, 25, 48, 49]

    /// Packed weights of every type: laid out, brought back, multiplied forward and backward.
    static var packed: [KernelCase] {
        get throws {
            var generator = TestGenerator(13)
            var cases = panels(using: &generator)
            for (phase, type) in RandomWeight.types.enumerated() {
                let weight = try RandomWeight(type, rows: 17, columns: 256, using: &generator)
                cases += [stored("dequantize", type, weight), stored("packed_row", type, weight)]
                for (index, rows) in packedRows.enumerated() {
                    let turn = index + phase
                    cases.append(
                        try forward(
                            type, rows: rows, outputs: [21, 1, 48, 16][turn % 4],
                            inner: turn % 3 == 0 ? 512 : 256,
                            accumulates: turn % 2 == 0, using: &generator))
                    cases.append(
                        try backward(
                            type, rows: rows, outputs: [9, 40, 16][turn % 3],
                            columns: [0..<64, 48..<64, 16..<96, 0..<256][turn % 4],
                            accumulates: turn % 2 == 1,
                            using: &generator))
                }
            }
            return cases
        }
    }

    /// The panel's order is a path's own affair; each value of x must stand in it once.
    private static func panels(using generator: inout TestGenerator) -> [KernelCase] {
        [SELKIE_FORWARD, SELKIE_BACKWARD].flatMap { direction in
            packedRows.map { rows in
                let x = Grid(rows: rows, width: 48, padding: 3, using: &generator)
                var sample = KernelCase(
                    kernel: "packed_panel", integers: [Int(direction.rawValue), x.stride, rows, x.width],
                    buffers: [.floats([Float](repeating: .nan, count: rows * x.width)), .floats(x.data)])
                sample.expect(0, x.values.sorted().map(Double.init), Tolerance(units: 0))
                return sample
            }
        }
    }

    /// The floats of stored blocks, bit by bit but for the sign of zero.
    private static func stored(_ kernel: String, _ type: String, _ weight: RandomWeight) -> KernelCase {
        let out = Grid(rows: weight.rows, width: weight.columns) { _, _ in .nan }
        var sample = KernelCase(
            kernel: kernel, type: type, integers: [weight.rows, weight.columns],
            buffers: [.floats(out.data), .bytes(weight.stored)])
        sample.expect(0, out, weight.expanded.map(Double.init), Tolerance(units: 0))
        return sample
    }

    private static func forward(
        _ type: String, rows: Int, outputs: Int, inner: Int, accumulates: Bool,
        using generator: inout TestGenerator
    ) throws -> KernelCase {
        let weight = try RandomWeight(type, rows: outputs, columns: inner, using: &generator)
        let x = Grid(rows: rows, width: inner, padding: 3, using: &generator)
        let c = Grid(rows: rows, width: outputs, padding: 2, using: &generator)
        let product = Reference.Product(
            rows: rows, columns: outputs, inner: inner, start: accumulates ? c : nil, left: { x[$0, $1] },
            right: { Double(weight.expanded[$1 * inner + $0]) })
        // The panel is laid out in two pieces, up to step 48 and from there.
        return KernelCase(
            "packed_multiply", type: type, c, product,
            integers: [c.stride, x.stride, rows, outputs, inner, accumulates ? 1 : 0, 48],
            [.floats(x.data), .bytes(weight.stored)])
    }

    private static func backward(
        _ type: String, rows: Int, outputs: Int, columns: Range<Int>, accumulates: Bool,
        using generator: inout TestGenerator
    ) throws -> KernelCase {
        let weight = try RandomWeight(type, rows: outputs, columns: 256, using: &generator)
        let y = Grid(rows: rows, width: outputs, padding: 3, using: &generator)
        let c = Grid(rows: rows, width: columns.count, padding: 2, using: &generator)
        let product = Reference.Product(
            rows: rows, columns: columns.count, inner: outputs, start: accumulates ? c : nil,
            left: { y[$0, $1] },
            right: { Double(weight.expanded[$0 * weight.columns + columns.lowerBound + $1]) })
        return KernelCase(
            "packed_multiply_backward", type: type, c, product,
            integers: [
                c.stride, y.stride, rows, columns.lowerBound, columns.upperBound, outputs, weight.columns,
                accumulates ? 1 : 0,
            ],
            [.floats(y.data), .bytes(weight.stored)])
    }
}
