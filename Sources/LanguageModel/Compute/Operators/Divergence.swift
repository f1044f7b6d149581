import Foundation
import Kernels

/// What one model finds likely at some places.
struct Likelihoods {
    /// [places, vocabulary].
    let probabilities: Matrix
    /// Negative entropy of each place, in nats.
    let negentropies: [Double]

    /// The KL divergence, in nats, of another model's logits ([1, vocabulary]) from what was found likely at a place.
    func divergence(of logits: Matrix, at place: Int) -> Double {
        let row = probabilities.row(place)
        var expected = 0.0
        for token in 0..<logits.columns { expected += Double(row[token]) * Double(logits.start[token]) }
        // Rounding may take what is nothing below zero.
        let divergence = negentropies[place] - expected + logits.logSumExp()
        return divergence < 0 ? 0 : divergence
    }
}

extension Matrix {
    /// The negative entropy of softmax(self), in nats; keeps the probabilities.
    ///
    /// Both are [1, vocabulary].
    func negentropy(keeping probabilities: Matrix) -> Double {
        let total = logSumExp()
        var sum = 0.0
        for token in 0..<columns {
            let logarithm = Double(start[token]) - total
            let probability = exp(logarithm)
            probabilities.start[token] = Float(probability)
            sum += probability * logarithm
        }
        return sum
    }

    /// The logarithm of the sum of the exponentials of one row.
    fileprivate func logSumExp() -> Double {
        var (target, loss) = (Int32(0), Float(0))
        selkie_cross_entropy(&loss, start, columns, &target, nil, 1, columns)
        return Double(loss) + Double(start[0])
    }
}
