import Kernels

/// What drawing a token does with one row of logits: [1, vocabulary].
extension Matrix {
    /// Makes tokens less likely that were seen: what speaks for them is divided by `penalty`, what speaks against them
    /// multiplied.
    func penalise(_ seen: Set<Int32>, by penalty: Float) {
        for token in seen {
            let logit = start[Int(token)]
            start[Int(token)] = logit > 0 ? logit / penalty : logit * penalty
        }
    }

    /// The token of the largest logit, the lowest one among equals.
    var mostLikely: Int32 { Int32(selkie_argmax(start, columns)) }

    /// Puts softmax(logits · inverseTemperature) in place of the logits and returns it for the host to read.
    func softmax(inverseTemperature: Float) -> UnsafeBufferPointer<Float> {
        selkie_softmax(start, inverseTemperature, columns)
        return UnsafeBufferPointer(start: start, count: columns)
    }
}
