/// Log-probabilities of given text, many sequences in one pass.
package final class Scorer {
    private let transformer: Transformer
    private let loss: OutputLoss

    /// A scorer over a transformer.
    package init(_ transformer: Transformer) {
        self.transformer = transformer
        loss = OutputLoss(transformer)
    }

    /// Log-probabilities of each sequence's tokens from its `lossStart` on.
    ///
    /// Sequences of one adapter should
    /// follow each other.
    package func run(_ sequences: [(sequence: TrainingSequence, adapter: Adapter?)]) -> [[Float]] {
        var results: [[Float]] = []
        var next = 0
        while next < sequences.count {
            var pack = Pack()
            var targets: [OutputLoss.Target] = []
            let first = next
            repeat {
                let (sequence, adapter) = sequences[next]
                for index in sequence.lossStart..<max(sequence.lossStart, sequence.tokens.count) {
                    targets.append(
                        OutputLoss.Target(
                            row: pack.rows + index - 1, token: sequence.tokens[index], weight: 0))
                }
                pack.append(tokens: sequence.tokens, adapter: adapter)
                next += 1
            } while next < sequences.count
                && pack.rows + sequences[next].sequence.tokens.count <= Generator.prefillLimit
            var losses = loss.run(transformer.run(pack), targets, gradient: nil)[...]
            for (sequence, _) in sequences[first..<next] {
                results.append(losses.prefix(sequence.lossCount).map { -$0 })
                losses = losses.dropFirst(sequence.lossCount)
            }
        }
        return results
    }
}
