/// The last step of a model: normalises chosen rows of the residual stream and multiplies them with the
/// output matrix.
package final class OutputHead {
    /// What one call left behind; valid until the next.
    package struct Result {
        /// The chosen rows before the norm: [rows, hidden].
        let input: Matrix
        /// Their inverse RMS: [1, rows].
        let inverseRMS: Matrix
        /// [rows, vocabulary].
        package let logits: Matrix

        /// Whether a row's logits are numbers, and so is what they were made of: no step hides what overflowed before it.
        func isFinite(_ row: Int) -> Bool { logits.isFinite(row: row) }
    }

    private let transformer: Transformer
    private var gathered = GrowingBuffer()
    private var hidden = GrowingBuffer()
    private var inverseRMS = GrowingBuffer()
    private var logits = GrowingBuffer()

    /// The head of a transformer, with scratch memory of its own.
    package init(_ transformer: Transformer) { self.transformer = transformer }

    /// Logits of the given rows of `top`: [n, hidden].
    package func run(_ top: Matrix, rows: [Int]) -> Result {
        let input = gathered.matrix(rows: rows.count, columns: top.columns)
        input.gather(rows, of: top)
        let normalised = hidden.matrix(rows: rows.count, columns: top.columns)
        let inverse = inverseRMS.matrix(rows: 1, columns: rows.count)
        transformer.normalise(input, transformer.weights.finalNorm, into: normalised, inverseRMS: inverse)
        let logits = self.logits.matrix(rows: rows.count, columns: transformer.configuration.vocabulary)
        transformer.linear.multiply(normalised, transformer.weights.outputWeight, into: logits)
        return Result(input: input, inverseRMS: inverse, logits: logits)
    }
}
