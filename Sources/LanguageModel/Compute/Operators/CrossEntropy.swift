import Kernels

extension ThreadPool {
    /// The negative log-probability of each row's target under softmax(logits), in nats; not a number where a logit is
    /// none.
    ///
    /// With `gradientScales` the logits, [n, vocabulary], become the gradient to them, each row times its scale.
    func crossEntropy(_ logits: Matrix, targets: [Int32], gradientScales: [Float]?) -> [Float] {
        [Float](unsafeUninitializedCapacity: logits.rows) { losses, count in
            count = logits.rows
            guard let losses = losses.baseAddress else { return }
            targets.withUnsafeBufferPointer { targets in
                guard let targets = targets.baseAddress else { return }
                guard let gradientScales else { return loss(losses, logits, targets, scales: nil) }
                gradientScales.withUnsafeBufferPointer {
                    loss(losses, logits, targets, scales: $0.baseAddress)
                }
            }
        }
    }

    private func loss(
        _ losses: UnsafeMutablePointer<Float>, _ logits: Matrix, _ targets: UnsafePointer<Int32>,
        scales: UnsafePointer<Float>?
    ) {
        split(logits.rows) { part in
            let first = part.lowerBound
            // The loss may be a number where some logits are none.
            let overflown = part.filter { !logits.isFinite(row: $0) }
            selkie_cross_entropy(
                losses + first, logits.row(first), logits.stride, targets + first, scales.map { $0 + first },
                part.count, logits.columns)
            for row in overflown { losses[row] = .nan }
        }
    }
}
