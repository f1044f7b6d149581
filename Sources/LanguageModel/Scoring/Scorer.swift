/// Log-probabilities of given text, many sequences in one pass.
package final class Scorer {
    /// A sequence with the adapter that reads it.
    package typealias Reading = (sequence: TrainingSequence, adapter: Adapter?)

    private let transformer: Transformer
    private let loss: OutputLoss
    private let head: OutputHead

    /// A scorer over a transformer.
    package init(_ transformer: Transformer) {
        self.transformer = transformer
        loss = OutputLoss(transformer)
        head = OutputHead(transformer)
    }

    /// Log-probabilities of each sequence's tokens from its `lossStart` on.
    ///
    /// Sequences of one adapter should follow each other.
    package func run(_ sequences: [Reading]) -> [[Float]] {
        passes(sequences) { top, targets in loss.run(top, targets, gradient: nil).map { -$0 } }
    }

    /// What is found likely at each place of a sequence from its `lossStart` on: the likeliest `count` tokens, with their
    /// probabilities at a temperature.
    ///
    /// Sequences of one adapter should follow each other.
    package func teach(_ sequences: [Reading], count: Int, temperature: Float) -> [[SoftTarget]] {
        passes(sequences) { top, targets in
            stride(from: 0, to: targets.count, by: OutputLoss.chunk).flatMap { first in
                let rows = targets[first..<min(first + OutputLoss.chunk, targets.count)].map(\.row)
                return transformer.pool.likeliest(
                    count, of: head.run(top, rows: rows).logits, temperature: temperature)
            }
        }
    }

    /// Reads sequences, as many in a pass as there is room for, and gives a value of each place that bears loss.
    private func passes<Value>(
        _ sequences: [Reading], _ values: (_ top: Matrix, _ targets: [OutputLoss.Target]) -> [Value]
    ) -> [[Value]] {
        var results: [[Value]] = []
        var next = 0
        while next < sequences.count {
            var pack = Pack()
            var targets: [OutputLoss.Target] = []
            let first = next
            repeat {
                let (sequence, adapter) = sequences[next]
                for index in sequence.learned {
                    targets.append(
                        OutputLoss.Target(
                            row: pack.rows + index - 1, token: sequence.tokens[index], weight: 0))
                }
                pack.append(tokens: sequence.tokens, adapter: adapter)
                next += 1
            } while next < sequences.count
                && pack.rows + sequences[next].sequence.tokens.count <= Generator.prefillLimit
            var found = values(transformer.run(pack), targets)[...]
            for (sequence, _) in sequences[first..<next] {
                results.append(Array(found.prefix(sequence.lossCount)))
                found = found.dropFirst(sequence.lossCount)
            }
        }
        return results
    }
}
