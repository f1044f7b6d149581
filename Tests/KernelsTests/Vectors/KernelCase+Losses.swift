extension KernelCase {
    private static let sizes = [1, 2, 31, 32, 33, 96, 1001]

    /// Losses with and without gradients, the largest logit, and softmax.
    static var losses: [KernelCase] {
        var generator = TestGenerator(23)
        return sizes.flatMap { size in
            [false, true].map { crossEntropy(size, hasGradient: $0, using: &generator) }
                + largest(size) + [softmax(size, using: &generator)]
        } + [spoiled]
    }

    private static func crossEntropy(
        _ vocabulary: Int, hasGradient: Bool, using generator: inout TestGenerator
    ) -> KernelCase {
        let logits = Grid(rows: 3, width: vocabulary, padding: 3, range: 6, using: &generator)
        let targets = (0..<logits.rows).map { Int32(($0 * 31 + vocabulary - 1) % vocabulary) }
        let scales: [Float] = hasGradient ? [0.25, 1.25, 2.25] : []
        var result = KernelCase(
            kernel: "cross_entropy", integers: [logits.stride, logits.rows, vocabulary],
            buffers: [
                .floats([Float](repeating: .nan, count: logits.rows)), .floats(logits.data),
                .integers(targets), .floats(scales),
            ])
        result.expect(0, Reference.losses(logits, targets), Tolerance(absolute: 4e-6, units: 16))
        if hasGradient {
            result.expect(
                1, logits, Reference.lossGradient(logits, targets, scales: scales),
                Tolerance(absolute: 1e-6, units: 16))
        }
        return result
    }

    /// The largest logit at the first place, in the middle and at the last, with an equal one after it.
    private static func largest(_ vocabulary: Int) -> [KernelCase] {
        Set([0, vocabulary / 2, vocabulary - 1]).sorted().map { place in
            var logits = [Float](repeating: -3, count: vocabulary)
            logits[place] = 2
            logits[vocabulary - 1] = 2
            var result = KernelCase(kernel: "argmax", integers: [vocabulary], buffers: [.floats(logits)])
            result.expectReturn(Double(place))
            return result
        }
    }

    private static func softmax(_ vocabulary: Int, using generator: inout TestGenerator) -> KernelCase {
        let x = Grid(rows: 1, width: vocabulary, range: 6, using: &generator)
        var result = KernelCase(
            kernel: "softmax", integers: [vocabulary], reals: [2], buffers: [.floats(x.data)])
        result.expect(0, Reference.softmax(x.row(0).map { $0 * 2 }), Tolerance(units: 32))
        return result
    }

    /// What is not a number spoils its own row, and no other.
    private static var spoiled: KernelCase {
        var logits = Grid(rows: 3, width: 50) { _, _ in 1 }
        logits.data[50 + 40] = .nan
        let targets: [Int32] = [3, 3, 3]
        var result = KernelCase(
            kernel: "cross_entropy", integers: [logits.stride, 3, 50],
            buffers: [
                .floats([.zero, .zero, .zero]), .floats(logits.data), .integers(targets), .floats([]),
            ])
        result.expect(0, Reference.losses(logits, targets), Tolerance(absolute: 4e-6))
        return result
    }
}
