/// Cross-entropy over the vocabulary, a few rows at a time, so that the whole rows × vocabulary matrix
/// never exists and rows that bear no loss cost nothing.
final class OutputLoss {
    /// A row whose next token is to be predicted.
    struct Target {
        /// The row in the pack.
        let row: Int
        /// The token that should follow.
        let token: Int32
        /// Weight of its loss in the gradient.
        let weight: Float
        /// What a teacher finds likely there, if anybody was asked.
        var soft: SoftRow?
    }

    /// Rows whose logits are computed together: enough to pay for reading the output matrix once.
    static let chunk = 128

    private let transformer: Transformer
    private let head: OutputHead
    private var dHidden = GrowingBuffer()
    private var softened = GrowingBuffer()

    init(_ transformer: Transformer) {
        self.transformer = transformer
        head = OutputHead(transformer)
    }

    /// The negative log-probability of each target, in nats.
    ///
    /// With `gradient`, also writes the gradient of the
    /// weighted sum of losses to the residual stream: [n, hidden], zero in rows without a target.
    func run(_ top: Matrix, _ targets: [Target], gradient: Matrix?) -> [Float] {
        if let gradient { transformer.pool.clear(gradient) }
        var losses: [Float] = []
        losses.reserveCapacity(targets.count)
        for start in stride(from: 0, to: targets.count, by: Self.chunk) {
            losses += chunk(
                top, Array(targets[start..<min(start + Self.chunk, targets.count)]), gradient: gradient)
            transformer.interlude?()
        }
        return losses
    }

    /// The losses of some rows of logits, which become the gradient to them where that is wanted.
    private func losses(_ logits: Matrix, _ targets: [Target], hasGradient: Bool) -> [Float] {
        let pool = transformer.pool
        let (tokens, scales) = (targets.map(\.token), hasGradient ? targets.map(\.weight) : nil)
        guard targets.contains(where: { $0.soft != nil }) else {
            return pool.crossEntropy(logits, targets: tokens, gradientScales: scales)
        }
        return pool.softCrossEntropy(
            logits, targets.map(\.soft), targets: tokens, gradientScales: scales,
            scratch: softened.matrix(rows: pool.threads, columns: logits.columns))
    }

    private func chunk(_ top: Matrix, _ targets: [Target], gradient: Matrix?) -> [Float] {
        let pool = transformer.pool
        let rows = targets.map(\.row)
        let result = head.run(top, rows: rows)
        let losses = losses(result.logits, targets, hasGradient: gradient != nil)
        guard let gradient else { return losses }
        let dHidden = self.dHidden.matrix(rows: rows.count, columns: top.columns)
        transformer.linear.multiplyBackward(result.logits, transformer.weights.outputWeight, into: dHidden)
        pool.normaliseBackward(
            dHidden, result.input, transformer.weights.finalNorm, inverseRMS: result.inverseRMS,
            addedTo: gradient, rows: rows)
        return losses
    }
}
