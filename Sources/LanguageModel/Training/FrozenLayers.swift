/// What the layers below the lowest adapted one make of a sequence: it is the same in every epoch and for every
/// adapter, so it is computed once and kept.
final class FrozenLayers {
    private struct Key: Hashable {
        let tokens: [Int32]
        let layer: Int
    }

    private let transformer: Transformer
    /// Floats that are kept at the most; what does not fit is computed again.
    var limit = 0
    private var kept: [Key: FloatBuffer] = [:]
    private var count = 0
    private var scratch = GrowingBuffer()

    init(_ transformer: Transformer) { self.transformer = transformer }

    /// Forgets everything.
    func clear() {
        kept = [:]
        count = 0
        scratch = GrowingBuffer()
    }

    /// Writes the residual stream below `layer` to `output`: [rows of the pack, hidden].
    func run(_ pack: Pack, below layer: Int, into output: Matrix) {
        let keys = pack.sequences.map { Key(tokens: Array(pack.tokens[$0.rows]), layer: layer) }
        var missing = Pack()
        var places: [Key: Range<Int>] = [:]
        for key in keys where kept[key] == nil && places[key] == nil {
            places[key] = missing.rows..<missing.rows + key.tokens.count
            missing.append(tokens: key.tokens, adapter: nil)
        }
        let computed = scratch.matrix(rows: missing.rows, columns: output.columns)
        if missing.rows > 0 { transformer.run(missing, upTo: layer, into: computed) }
        for (key, sequence) in zip(keys, pack.sequences) {
            let target = output.slice(rows: sequence.rows)
            if let rows = kept[key] {
                target.copy(from: Matrix(start: rows.start, rows: target.rows, columns: target.columns))
            } else if let place = places[key] {
                let rows = computed.slice(rows: place)
                target.copy(from: rows)
                keep(rows, key)
            }
        }
    }

    private func keep(_ rows: Matrix, _ key: Key) {
        let size = rows.rows * rows.columns
        guard count + size <= limit else { return }
        let copy = FloatBuffer(uninitialisedCount: size)
        copy.start.update(from: rows.start, count: size)
        kept[key] = copy
        count += size
    }
}
