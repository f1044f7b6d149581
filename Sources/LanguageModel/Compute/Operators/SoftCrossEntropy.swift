import Foundation
import Kernels

/// A row's target beside the token that follows.
package struct SoftRow {
    /// What the teacher finds likely.
    package let target: SoftTarget
    /// Divides the logits.
    package let temperature: Float
    /// The weight of the cross-entropy with the token that follows.
    package let hardShare: Float

    /// A row's target.
    package init(target: SoftTarget, temperature: Float, hardShare: Float) {
        self.target = target
        self.temperature = temperature
        self.hardShare = hardShare
    }
}

extension ThreadPool {
    /// The losses of rows, those with soft targets as ``SoftTargets`` says, the others as ``crossEntropy`` has them.
    ///
    /// `logits`, [n, vocabulary], become the gradient to them, each row times its scale, where there are scales. `scratch`,
    /// [threads, vocabulary], is overwritten.
    package func softCrossEntropy(
        _ logits: Matrix, _ rows: [SoftRow?], targets: [Int32], gradientScales: [Float]?, scratch: Matrix
    ) -> [Float] {
        var losses = [Float](repeating: 0, count: logits.rows)
        losses.withUnsafeMutableBufferPointer { losses in
            run(logits.rows) { place, worker in
                let (row, scale) = (logits.slice(row: place), gradientScales?[place])
                losses[place] =
                    if !row.isFinite(row: 0) {
                        .nan
                    } else if let soft = rows[place] {
                        row.soften(
                            soft, next: targets[place], gradientScale: scale,
                            scratch: scratch.slice(row: worker))
                    } else {
                        row.crossEntropy(next: targets[place], gradientScale: scale)
                    }
            }
        }
        return losses
    }
}

extension Matrix {
    /// The negative log-probability of a token by one row of logits, which becomes its gradient where there is a scale.
    fileprivate func crossEntropy(next: Int32, gradientScale: Float?) -> Float {
        var (token, loss) = (next, Float(0))
        if var gradientScale {
            selkie_cross_entropy(&loss, start, columns, &token, &gradientScale, 1, columns)
        } else {
            selkie_cross_entropy(&loss, start, columns, &token, nil, 1, columns)
        }
        return loss
    }

    /// The loss of one row of logits, [1, vocabulary], which becomes its gradient where there is a scale.
    fileprivate func soften(
        _ row: SoftRow, next: Int32, gradientScale: Float?, scratch: Matrix
    ) -> Float {
        scratch.copy(from: self)
        selkie_softmax(scratch.start, 1 / row.temperature, columns)
        let soft = Divergence(of: row.target, from: scratch)
        let hard = crossEntropy(next: next, gradientScale: gradientScale.map { $0 * row.hardShare })
        if let gradientScale {
            // T² · d/dz = T · (student - teacher), both at T.
            let factor = row.temperature * gradientScale
            let rest = factor * soft.restFactor
            let (sum, probabilities) = (start, scratch.start)
            for (token, probability) in zip(row.target.tokens, row.target.probabilities) {
                let student = probabilities[Int(token)]
                sum[Int(token)] += factor * (student - probability) - rest * student
            }
            for token in 0..<columns { sum[token] += rest * probabilities[token] }
        }
        return row.hardShare * hard + row.temperature * row.temperature * soft.value
    }
}

/// How far a student is from a teacher's likeliest tokens and the bucket of the rest.
private struct Divergence {
    /// KL(teacher ‖ student), in nats.
    let value: Float
    /// What the student's probability of a token in the bucket is multiplied by in the gradient to its logit.
    let restFactor: Float

    /// The divergence of a teacher from a student's probabilities, [1, vocabulary].
    init(of teacher: SoftTarget, from student: Matrix) {
        var (value, taught, known) = (0.0, 0.0, 0.0)
        for (token, probability) in zip(teacher.tokens, teacher.probabilities) {
            let own = Double(student.start[Int(token)])
            taught += Double(probability)
            known += own
            if probability > 0 {
                value +=
                    Double(probability)
                    * log(Double(probability) / max(own, Double(Float.leastNormalMagnitude)))
            }
        }
        // What rounding takes below nothing is nothing.
        let (taughtRest, knownRest) = (max(0, 1 - taught), max(Self.least, 1 - known))
        if taughtRest > 0 { value += taughtRest * log(max(taughtRest, Self.least) / knownRest) }
        self.value = Float(max(0, value))
        restFactor = Float(1 - taughtRest / knownRest)
    }

    /// What rounding leaves of a sum that is nearly 1.
    private static let least = 1e-7
}
