import Kernels

extension Transformer {
    /// How many query rows one block of scores covers: enough for a good product, few enough that the keys
    /// behind the block's last row, which it computes in vain, stay few.
    static var queryBlock: Int { 128 }

    /// Adds the bias, normalises and rotates queries and keys, and writes keys and values to the caches.
    func positionQueriesAndKeys(_ layer: Int, _ a: LayerActivations, _ pack: Pack) {
        let c = configuration
        let w = weights.layers[layer]
        let x = a.attentionInput
        let table = c.usesLocalRotary[layer] ? localRotary : rotary
        pack.positions.withUnsafeBufferPointer { positions in
            guard let positions = positions.baseAddress else { return }
            pool.split(pack.rows) { part in
                let first = part.lowerBound
                if let bias = w.attentionBias {
                    selkie_add_bias(x.row(first), x.stride, bias.start, part.count, bias.columns)
                }
                if let queryNorm = w.queryNorm, let keyNorm = w.keyNorm, let raw = a.rawQueryKey,
                    let inverseRMS = a.queryKeyInverseRMS
                {
                    raw.slice(rows: part).copy(from: x.slice(rows: part, columns: 0..<raw.columns))
                    for row in part {
                        let inverse = inverseRMS + row * (c.heads + c.keyHeads)
                        selkie_rmsnorm_forward(
                            x.row(row), c.headWidth, inverse, raw.row(row), c.headWidth, queryNorm.start,
                            c.normEpsilon, c.heads, c.headWidth)
                        selkie_rmsnorm_forward(
                            x.row(row) + c.queryWidth, c.headWidth, inverse + c.heads,
                            raw.row(row) + c.queryWidth, c.headWidth, keyNorm.start, c.normEpsilon,
                            c.keyHeads,
                            c.headWidth)
                    }
                }
                // Queries and keys lie side by side, so one call rotates both.
                selkie_rope(
                    x.row(first), x.stride, positions + first, table.cosines.start, table.sines.start, 1,
                    part.count,
                    c.heads + c.keyHeads, c.headWidth)
            }
        }
        for sequence in pack.sequences {
            sequence.cache?.own.write(
                layer: layer, keys: keys(of: sequence, in: x), values: values(of: sequence, in: x))
        }
    }

    /// The keys of a sequence's own rows inside queries–keys–values: [rows, keyWidth].
    func keys(of sequence: Pack.Sequence, in x: Matrix) -> Matrix {
        let first = configuration.queryWidth
        return x.slice(rows: sequence.rows, columns: first..<first + configuration.keyWidth)
    }

    /// The values of a sequence's own rows inside queries–keys–values: [rows, keyWidth].
    func values(of sequence: Pack.Sequence, in x: Matrix) -> Matrix {
        let first = configuration.queryWidth + configuration.keyWidth
        return x.slice(rows: sequence.rows, columns: first..<first + configuration.keyWidth)
    }

    /// Causal attention of every sequence to itself and its cache, into `a.attention`.
    func attend(_ layer: Int, _ a: LayerActivations, _ pack: Pack) {
        let keyHeads = configuration.keyHeads
        pool.run(pack.sequences.count * keyHeads) { index, worker in
            let sequence = pack.sequences[index / keyHeads]
            if let cache = sequence.cache, sequence.rows.count == 1 {
                attendOne(layer, a, sequence, cache, keyHead: index % keyHeads, worker: worker)
            } else {
                attendMany(layer, a, sequence, keyHead: index % keyHeads, worker: worker)
            }
        }
    }

    /// Attention of one new token of a cached sequence: memory-bound, so a plain loop over the cache.
    private func attendOne(
        _ layer: Int, _ a: LayerActivations, _ sequence: Pack.Sequence, _ cache: KVCache, keyHead: Int,
        worker: Int
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
                a.attention.row(row) + head, a.attentionInput.row(row) + head, segments.baseAddress,
                parts.count,
                keyHead * c.headWidth, c.attentionScale, c.windows[layer], group, c.headWidth, scratch)
        }
    }

    /// Attention of several tokens of one sequence, for the query heads of one key head, by matrix products.
    private func attendMany(
        _ layer: Int, _ a: LayerActivations, _ sequence: Pack.Sequence, keyHead: Int, worker: Int
    ) {
        let c = configuration
        let group = c.heads / c.keyHeads
        let keyColumns = keyHead * c.headWidth..<(keyHead + 1) * c.headWidth
        let parts =
            sequence.cache?.segments(layer: layer, extra: sequence.rows.count)
            ?? [(keys(of: sequence, in: a.attentionInput), values(of: sequence, in: a.attentionInput))]
        for head in keyHead * group..<(keyHead + 1) * group {
            let columns = head * c.headWidth..<(head + 1) * c.headWidth
            for start in stride(from: 0, to: sequence.rows.count, by: Self.queryBlock) {
                let block = start..<min(start + Self.queryBlock, sequence.rows.count)
                let rows =
                    sequence.rows.lowerBound + block.lowerBound..<sequence.rows.lowerBound + block.upperBound
                let visible = sequence.firstPosition + block.upperBound
                let queries = a.attentionInput.slice(rows: rows, columns: columns)
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
                let output = a.attention.slice(rows: rows, columns: columns)
                forEachPart(of: parts, visible: visible) { part, place in
                    MatrixProduct.linearInput(
                        scores.slice(columns: place),
                        part.values.slice(rows: 0..<place.count, columns: keyColumns), into: output,
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
