import LanguageModel

/// Compares products with packed weights to those with the same weights as floats, over numbers of tokens: packing must
/// cost nothing at any of them.
struct CliffBench {
    /// Types that are compared.
    static let types = ["Q4_0", "Q4_1", "Q4_K", "Q5_0", "Q6_K", "Q8_0", "F16", "BF16"]
    /// Around every number of tokens where one way of multiplying ends and the next begins, and powers of two.
    static let tokens = [1, 2, 4, 8, 12, 16, 20, 21, 32, 48, 49, 64, 128, 256, 512]
    /// A weight that no cache holds as floats.
    private static let shape = (rows: 16_384, columns: 768)

    let pool: ThreadPool
    let repeats: Int

    init(threads: Int?, repeats: Int) {
        pool = ThreadPool(threads: threads)
        self.repeats = repeats
    }

    /// How many times as long floats take, forward and backward, for each number of tokens; nil for a type that there
    /// is not.
    ///
    /// - Throws: `CancellationError` between two numbers.
    func ratios(_ type: String) throws -> [(tokens: Int, ratio: Double)]? {
        let (rows, columns) = Self.shape
        guard let format = StoredFormat(named: type) else { return nil }
        let rowBytes = columns / format.blockSize * format.bytesPerBlock
        let stored = [UInt8](repeating: 0x29, count: rowBytes)
        let floats = FloatBuffer(uninitialisedCount: rows * columns)
        let float = Matrix(start: floats.start, rows: rows, columns: columns)
        return try stored.withUnsafeBytes { bytes in
            let blocks = [UnsafeRawPointer?](repeating: bytes.baseAddress, count: rows)
            guard let block = bytes.baseAddress else { return nil }
            for row in 0..<rows { format.expand(block, to: float.row(row), count: columns) }
            guard
                let packed = PackedWeight(
                    [PackedWeight.Rows(format: format, blocks: blocks)], columns: columns, pool: pool)
            else { return nil }
            return try Self.tokens.map { tokens in
                try Task.checkCancellation()
                return (tokens, ratio(packed, float, tokens: tokens))
            }
        }
    }

    /// The lesser of the ratios forward and backward.
    private func ratio(_ packed: PackedWeight, _ float: Matrix, tokens: Int) -> Double {
        var panel = GrowingBuffer()
        let narrow = FloatBuffer(count: tokens * float.columns)
        let broad = FloatBuffer(count: tokens * float.rows)
        let x = Matrix(start: narrow.start, rows: tokens, columns: float.columns)
        let y = Matrix(start: broad.start, rows: tokens, columns: float.rows)
        let forward = median(
            { pool.multiply(.linear(x, float, into: y)) },
            { packed.multiply(x, into: y, accumulates: false, alongside: [], panel: &panel, pool: pool) })
        let backward = median(
            { pool.multiply(.linearInput(y, float, into: x)) },
            { packed.multiplyBackward(y, into: x, alongside: [], panel: &panel, pool: pool) })
        return min(forward, backward)
    }

    /// The median of how many times as long the first takes, in turn.
    private func median(_ first: () -> Void, _ second: () -> Void) -> Double {
        first()
        second()
        return Samples(
            (0..<max(3, repeats)).map { _ in
                let one = Stopwatch()
                first()
                let seconds = one.seconds
                let other = Stopwatch()
                second()
                return seconds / other.seconds
            }
        ).median
    }
}
