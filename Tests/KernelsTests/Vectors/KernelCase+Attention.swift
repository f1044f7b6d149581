extension KernelCase {
    private static let scale: Float = 0.35

    /// Softmax with its gradient, and decoding over runs of keys.
    static var attention: [KernelCase] {
        var generator = TestGenerator(17)
        var cases = AttentionCase.all.flatMap { sample in
            [softmax(sample, using: &generator), softmaxBackward(sample, using: &generator)]
        }
        for (turn, counts) in [[1], [7], [1, 1], [3, 0, 5, 1], [40, 30, 1], [0, 64]].enumerated() {
            for (window, heads, width) in [
                (0, 1, 9), (4, 3, 64), (33, 1, 80), (0, 2, 80), (0, 2, 128), (5, 2, 128),
            ] where turn > 3 || (turn + width) % 2 == 0 {
                cases.append(
                    decode(
                        DecodingCase(
                            counts: counts, window: window, heads: heads, width: width, using: &generator)))
            }
        }
        return cases
    }

    private static func softmax(_ sample: AttentionCase, using generator: inout TestGenerator) -> KernelCase {
        let scores = Grid(rows: sample.rows, width: sample.keys, padding: 3, range: 8, using: &generator)
        var result = KernelCase(
            kernel: "attention_softmax",
            integers: [scores.stride, sample.first, sample.window, sample.rows, sample.keys],
            reals: [scale], buffers: [.floats(scores.data)])
        let expected = Reference.softmax(sample, scores, scale: Double(scale))
        result.expect(0, scores, expected, Tolerance(units: 32))
        return result
    }

    private static func softmaxBackward(_ sample: AttentionCase, using generator: inout TestGenerator)
        -> KernelCase
    {
        let d = Grid(rows: sample.rows, width: sample.keys, padding: 1, range: 4, using: &generator)
        let scores = Grid(rows: sample.rows, width: sample.keys, padding: 1, using: &generator)
        let probabilities = Reference.softmax(sample, scores, scale: 1)
        let p = Grid(rows: sample.rows, width: sample.keys, padding: 1) {
            Float(probabilities[$0 * sample.keys + $1])
        }
        var result = KernelCase(
            kernel: "attention_softmax_backward", integers: [d.stride, sample.rows, sample.keys],
            reals: [scale], buffers: [.floats(d.data), .floats(p.data)])
        result.expect(
            0, d, Reference.softmaxGradient(p, d, scale: Double(scale)), Tolerance(absolute: 1e-6, units: 16))
        return result
    }

    private static func decode(_ sample: DecodingCase) -> KernelCase {
        let out = Grid(rows: sample.query.rows, width: sample.query.width) { _, _ in .nan }
        var result = KernelCase(
            kernel: "attention_decode",
            integers: [sample.offset, sample.window, out.rows, out.width, sample.runs[0].keys.stride]
                + sample.runs.map(\.keys.rows),
            reals: [scale], buffers: [.floats(out.data), .floats(sample.query.data)])
        result.buffers += sample.runs.flatMap { [.floats($0.keys.data), .floats($0.values.data)] }
        // Scores go up to 20, and what their last digits lack is a share of the probabilities.
        result.expect(
            0, out, Reference.decode(sample, scale: Double(scale)), Tolerance(absolute: 4e-6, units: 16))
        return result
    }
}
