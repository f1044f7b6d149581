extension KernelCase {
    /// Kernels that treat each element by itself, and sums over all of them.
    static var elements: [KernelCase] {
        var generator = TestGenerator(29)
        var cases = shapes.flatMap { sums($0, using: &generator) }
        for count in [1, 7, 33, 1000] {
            for decay in [0, 0.1] as [Float] {
                cases.append(adamW(count, decay: decay, using: &generator))
            }
        }
        for count in [0, 1, 7, 1023, 1024, 1025, 3000] {
            let x = Grid(rows: 1, width: count, using: &generator)
            let expected = x.row(0).reduce(0) { $0 + $1 * $1 }
            var sum = KernelCase(
                kernel: "sum_of_squares", integers: [count], buffers: [.floats(x.data)])
            sum.expectReturn(expected, within: 1e-6 * expected)
            cases.append(sum)
        }
        for count in [0, 1, 7, 33, 130] {
            cases += finiteness(count)
        }
        return cases
    }

    private static func sums(_ shape: Shape, using generator: inout TestGenerator) -> [KernelCase] {
        let out = Grid(rows: shape.rows, width: shape.width, padding: shape.padding, using: &generator)
        let other = Grid(rows: shape.rows, width: shape.width, padding: 5, using: &generator)
        var add = KernelCase(
            kernel: "add", integers: [out.stride, other.stride, shape.rows, shape.width],
            buffers: [.floats(out.data), .floats(other.data)])
        add.expect(0, out, zip(out.values, other.values).map { Double($0) + Double($1) }, Tolerance(units: 1))

        let bias = Grid(rows: 1, width: shape.width, using: &generator)
        var addBias = KernelCase(
            kernel: "add_bias", integers: [out.stride, shape.rows, shape.width],
            buffers: [.floats(out.data), .floats(bias.data)])
        addBias.expect(
            0, out, (0..<shape.rows).flatMap { row in (0..<shape.width).map { out[row, $0] + bias[0, $0] } },
            Tolerance(units: 1))

        let table = Grid(rows: 11, width: shape.width, padding: 2, using: &generator)
        let ids = (0..<shape.rows).map { Int32(($0 * 7 + 10) % 11) }
        var embed = KernelCase(
            kernel: "embed", integers: [out.stride, table.stride, shape.rows, shape.width], reals: [1.5],
            buffers: [.floats(out.data), .floats(table.data), .integers(ids)])
        embed.expect(0, out, ids.flatMap { table.row(Int($0)).map { 1.5 * $0 } }, Tolerance(units: 1))
        return [add, addBias, embed]
    }

    /// The third step, with the moments that two steps left.
    private static func adamW(_ count: Int, decay: Float, using generator: inout TestGenerator) -> KernelCase
    {
        let start = Grid(rows: 1, width: count, using: &generator)
        let gradients = (0..<3).map { _ in Grid(rows: 1, width: count, using: &generator) }
        var reference = Reference.AdamW(start.data)
        for gradient in gradients.dropLast() {
            reference.step(gradient.row(0).map { $0 * 0.5 }, decay: Double(decay))
        }
        let before = [reference.parameters, reference.first, reference.second].map { $0.map { Float($0) } }
        reference.step(gradients[2].row(0).map { $0 * 0.5 }, decay: Double(decay))
        let (rate, beta1) = (Float(Reference.AdamW.rate), Float(Reference.AdamW.beta1))
        let (beta2, epsilon) = (Float(Reference.AdamW.beta2), Float(Reference.AdamW.epsilon))
        var result = KernelCase(
            kernel: "adamw", integers: [count, 3], reals: [rate, beta1, beta2, epsilon, decay, 0.5],
            buffers: [
                .floats(before[0]), .floats(gradients[2].data), .floats(before[1]), .floats(before[2]),
            ])
        result.expect(0, reference.parameters, Tolerance(absolute: 1e-7, units: 8))
        result.expect(2, reference.first, Tolerance(absolute: 1e-7, units: 16))
        // 0.999 as a float is off by 1.3e-8, which is 1.3e-5 of what it leaves.
        result.expect(3, reference.second, Tolerance(absolute: 1e-9, units: 200))
        return result
    }

    private static func finiteness(_ count: Int) -> [KernelCase] {
        let fine = [Float](repeating: .greatestFiniteMagnitude, count: count)
        let places = count == 0 ? [] : Set([0, count / 2, count - 1]).sorted()
        var samples = [(fine, 1.0)]
        for place in places {
            for bad in [Float.nan, .infinity, -.infinity] {
                var x = fine
                x[place] = bad
                samples.append((x, 0))
            }
        }
        return samples.map { x, expected in
            var result = KernelCase(kernel: "all_finite", integers: [count], buffers: [.floats(x)])
            result.expectReturn(expected)
            return result
        }
    }
}
