import Kernels

/// Causal attention of sequences to themselves and to what they have cached.
///
/// Queries, keys and values of a row lie side by side: [n, queryWidth + 2 · keyWidth]. One at a time.
final class Attention {
    /// How many query rows one block of scores covers: enough for a good product, few enough that the keys
    /// behind the block's last row, which it computes in vain, stay few.
    static let queryBlock = 128

    let configuration: ModelConfiguration
    let pool: ThreadPool
    /// Attention scores of each thread.
    let scores: [ThreadScratch]
    /// Gradients to probabilities of each thread.
    let dProbabilities: [ThreadScratch]

    /// Attention with scratch memory of its own.
    init(_ configuration: ModelConfiguration, _ pool: ThreadPool) {
        self.configuration = configuration
        self.pool = pool
        scores = (0..<pool.threads).map { _ in ThreadScratch() }
        dProbabilities = (0..<pool.threads).map { _ in ThreadScratch() }
    }

    /// The keys of a sequence's own rows: [rows, keyWidth].
    func keys(of sequence: Pack.Sequence, in x: Matrix) -> Matrix {
        let first = configuration.queryWidth
        return x.slice(rows: sequence.rows, columns: first..<first + configuration.keyWidth)
    }

    /// The values of a sequence's own rows: [rows, keyWidth].
    func values(of sequence: Pack.Sequence, in x: Matrix) -> Matrix {
        let first = configuration.queryWidth + configuration.keyWidth
        return x.slice(rows: sequence.rows, columns: first..<first + configuration.keyWidth)
    }

    /// Writes each row's weighted mean of values to `output`, [n, queryWidth]; caches hold the new keys and values
    /// already.
    func forward(_ x: Matrix, _ sequences: [Pack.Sequence], layer: Int, into output: Matrix) {
        let keyHeads = configuration.keyHeads
        pool.run(sequences.count * keyHeads) { index, worker in
            let sequence = sequences[index / keyHeads]
            if let cache = sequence.cache, sequence.rows.count == 1 {
                attendOne(
                    x, sequence, cache, layer: layer, keyHead: index % keyHeads, worker: worker, into: output)
            } else {
                attendMany(
                    x, sequence, layer: layer, keyHead: index % keyHeads, worker: worker, into: output)
            }
        }
    }

    /// Attention of one new token of a cached sequence: memory-bound, so a plain loop over the cache.
    private func attendOne(
        _ x: Matrix, _ sequence: Pack.Sequence, _ cache: KVCache, layer: Int, keyHead: Int, worker: Int,
        into output: Matrix
    ) {
        let c = configuration
        let group = c.heads / c.keyHeads
        let row = sequence.rows.lowerBound
        let parts = cache.segments(layer: layer, extra: 1)
        let total = sequence.firstPosition + 1
        let scratch = scores[worker].buffer.vector(group * total)
        withUnsafeTemporaryAllocation(of: selkie_kv_segment.self, capacity: parts.count) { segments in
            for (index, part) in parts.enumerated() {
                segments.initializeElement(
                    at: index,
                    to: selkie_kv_segment(
                        keys: part.keys.start, values: part.values.start, stride: part.keys.stride,
                        count: part.keys.rows))
            }
            let head = keyHead * group * c.headWidth
            selkie_attention_decode(
                output.row(row) + head, x.row(row) + head, segments.baseAddress, parts.count,
                keyHead * c.headWidth, c.attentionScale, c.windows[layer], group, c.headWidth, scratch)
        }
    }

    /// Attention of several tokens of one sequence, for the query heads of one key head, by matrix products.
    private func attendMany(
        _ x: Matrix, _ sequence: Pack.Sequence, layer: Int, keyHead: Int, worker: Int, into output: Matrix
    ) {
        let c = configuration
        let group = c.heads / c.keyHeads
        let keyColumns = keyHead * c.headWidth..<(keyHead + 1) * c.headWidth
        let parts =
            sequence.cache?.segments(layer: layer, extra: sequence.rows.count)
            ?? [(keys(of: sequence, in: x), values(of: sequence, in: x))]
        for head in keyHead * group..<(keyHead + 1) * group {
            let columns = head * c.headWidth..<(head + 1) * c.headWidth
            for start in stride(from: 0, to: sequence.rows.count, by: Self.queryBlock) {
                let block = start..<min(start + Self.queryBlock, sequence.rows.count)
                let rows =
                    sequence.rows.lowerBound + block.lowerBound..<sequence.rows.lowerBound + block.upperBound
                let visible = sequence.firstPosition + block.upperBound
                let queries = x.slice(rows: rows, columns: columns)
                let scores = self.scores[worker].buffer.matrix(rows: rows.count, columns: visible)
                forEachPart(of: parts, visible: visible) { part, place in
                    MatrixProduct.linear(
                        queries, part.keys.slice(rows: 0..<place.count, columns: keyColumns),
                        into: scores.slice(columns: place)
                    ).compute()
                }
                selkie_attention_softmax(
                    scores.start, scores.stride, c.attentionScale, sequence.firstPosition + block.lowerBound,
                    c.windows[layer], rows.count, visible)
                let result = output.slice(rows: rows, columns: columns)
                forEachPart(of: parts, visible: visible) { part, place in
                    MatrixProduct.linearInput(
                        scores.slice(columns: place),
                        part.values.slice(rows: 0..<place.count, columns: keyColumns), into: result,
                        accumulates: place.lowerBound > 0
                    ).compute()
                }
            }
        }
    }

    /// Calls `body` with each run of keys and values and the columns of the scores that it fills.
    private func forEachPart(
        of parts: [(keys: Matrix, values: Matrix)], visible: Int,
        _ body: (_ part: (keys: Matrix, values: Matrix), _ place: Range<Int>) -> Void
    ) {
        var first = 0
        for part in parts where first < visible && part.keys.rows > 0 {
            let end = min(first + part.keys.rows, visible)
            body(part, first..<end)
            first = end
        }
    }
}
