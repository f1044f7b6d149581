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
    /// The losses of rows with soft targets, as ``SoftTargets`` says, into `losses`; rows without one are left alone.
    ///
    /// `logits`, [n, vocabulary], become the gradient to them, each row times its scale, where there are scales. `scratch`,
    /// [threads, vocabulary], is overwritten.
    package func softCrossEntropy(
        _ logits: Matrix, _ rows: [SoftRow?], targets: [Int32], gradientScales: [Float]?, scratch: Matrix,
        losses: inout [Float]
    ) {
        let places = rows.indices.filter { rows[$0] != nil }
        losses.withUnsafeMutableBufferPointer { losses in
            run(places.count) { index, worker in
                let place = places[index]
                guard let row = rows[place] else { return }
                losses[place] = logits.slice(row: place).soften(
                    row, next: targets[place], gradientScale: gradientScales?[place],
                    scratch: scratch.slice(row: worker))
            }
        }
    }
}

extension Matrix {
    /// The loss of one row of logits, [1, vocabulary], which becomes its gradient where there is a scale.
    fileprivate func soften(
        _ row: SoftRow, next: Int32, gradientScale: Float?, scratch: Matrix
    ) -> Float {
        guard isFinite(row: 0) else { return .nan }
        scratch.copy(from: self)
        selkie_softmax(scratch.start, 1 / row.temperature, columns)
        let soft = Divergence(of: row.target, from: scratch)
        var (token, hard, scale) = (next, Float(0), (gradientScale ?? 0) * row.hardShare)
        if gradientScale != nil {
            selkie_cross_entropy(&hard, start, columns, &token, &scale, 1, columns)
        } else {
            selkie_cross_entropy(&hard, start, columns, &token, nil, 1, columns)
        }
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
