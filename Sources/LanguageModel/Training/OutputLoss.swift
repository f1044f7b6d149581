import Kernels

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
    }

    /// Rows whose logits are computed together: enough to pay for reading the output matrix once.
    static let chunk = 128

    private let transformer: Transformer
    private let head: OutputHead
    private var dHidden = GrowingBuffer()

    init(_ transformer: Transformer) {
        self.transformer = transformer
        head = OutputHead(transformer)
    }

    /// The negative log-probability of each target, in nats.
    ///
    /// With `gradient`, also writes the gradient of the
    /// weighted sum of losses to the residual stream: [n, hidden], zero in rows without a target.
    func run(_ top: Matrix, _ targets: [Target], gradient: Matrix?) -> [Float] {
        let pool = transformer.pool
        if let gradient { pool.split(gradient.rows) { gradient.slice(rows: $0).clear() } }
        var losses = [Float](repeating: 0, count: targets.count)
        for start in stride(from: 0, to: targets.count, by: Self.chunk) {
            let part = Array(targets[start..<min(start + Self.chunk, targets.count)])
            losses.withUnsafeMutableBufferPointer { losses in
                guard let base = losses.baseAddress else { return }
                run(top, part, losses: base + start, gradient: gradient)
            }
        }
        return losses
    }

    private func run(
        _ top: Matrix, _ targets: [Target], losses: UnsafeMutablePointer<Float>, gradient: Matrix?
    ) {
        let pool = transformer.pool
        let (rows, width) = (targets.count, top.columns)
        let result = head.run(top, rows: targets.map(\.row))
        let logits = result.logits
        let tokens = targets.map(\.token)
        let scales = targets.map(\.weight)
        tokens.withUnsafeBufferPointer { tokens in
            scales.withUnsafeBufferPointer { scales in
                guard let tokens = tokens.baseAddress, let scales = scales.baseAddress else { return }
                pool.split(rows) { part in
                    let first = part.lowerBound
                    // The loss may be a number where some logits are none.
                    let overflown = part.filter { !result.isFinite($0) }
                    selkie_cross_entropy(
                        losses + first, logits.row(first), logits.stride, tokens + first,
                        gradient == nil ? nil : scales + first, part.count, logits.columns)
                    for row in overflown { losses[row] = .nan }
                }
            }
        }
        guard let gradient else { return }
        let dHidden = self.dHidden.matrix(rows: rows, columns: width)
        transformer.multiplyOutputBackward(logits, into: dHidden)
        pool.split(rows) { part in
            for index in part {
                selkie_rmsnorm_backward(
                    gradient.row(targets[index].row), width, dHidden.row(index), width,
                    result.input.row(index),
                    width, transformer.weights.finalNorm.start, result.inverseRMS + index, 1, 1, width)
            }
        }
    }
}
