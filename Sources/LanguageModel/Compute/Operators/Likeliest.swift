extension ThreadPool {
    /// The likeliest tokens of each row of logits, [n, vocabulary], at a temperature; the logits become probabilities.
    func likeliest(_ count: Int, of logits: Matrix, temperature: Float) -> [SoftTarget] {
        var targets = [SoftTarget](repeating: SoftTarget(tokens: [], probabilities: []), count: logits.rows)
        targets.withUnsafeMutableBufferPointer { targets in
            run(logits.rows) { row, _ in
                targets[row] = logits.slice(row: row).likeliest(count, temperature: temperature)
            }
        }
        return targets
    }
}

extension Matrix {
    /// The likeliest tokens of one row of logits, the lower one first among equals.
    fileprivate func likeliest(_ count: Int, temperature: Float) -> SoftTarget {
        let probabilities = softmax(inverseTemperature: 1 / temperature)
        var best: [(token: Int32, probability: Float)] = []
        for token in 0..<columns {
            let probability = probabilities[token]
            if best.count == count {
                guard probability > best[count - 1].probability else { continue }
                best.removeLast()
            }
            let place = best.firstIndex { $0.probability < probability } ?? best.count
            best.insert((Int32(token), probability), at: place)
        }
        return SoftTarget(tokens: best.map(\.token), probabilities: best.map(\.probability))
    }
}
