import Kernels

extension Attention {
    /// The gradient to queries, keys and values, like `x` side by side, from that to attention's output; the
    /// probabilities are made again.
    ///
    /// With s = scale · q · kᵀ, p = softmax(s) and o = p · v: dv = pᵀ · do, dp = do · vᵀ, ds = p · (dp − Σ p · dp),
    /// dq = scale · ds · k, dk = scale · dsᵀ · q. Sequences have nothing cached.
    func backward(
        _ dOutput: Matrix, _ x: Matrix, _ sequences: [Pack.Sequence], layer: Int, into dx: Matrix
    ) {
        let keyHeads = configuration.keyHeads
        pool.run(sequences.count * keyHeads) { index, worker in
            attendBackward(
                dOutput, x, rows: sequences[index / keyHeads].rows, layer: layer, keyHead: index % keyHeads,
                worker: worker, into: dx)
        }
    }

    /// The gradient of one sequence's rows and the query heads of one key head.
    private func attendBackward(
        _ dOutput: Matrix, _ x: Matrix, rows: Range<Int>, layer: Int, keyHead: Int, worker: Int,
        into dx: Matrix
    ) {
        let c = configuration
        let group = c.heads / c.keyHeads
        let keyColumns = c.queryWidth + keyHead * c.headWidth..<c.queryWidth + (keyHead + 1) * c.headWidth
        let valueColumns = keyColumns.lowerBound + c.keyWidth..<keyColumns.upperBound + c.keyWidth
        dx.slice(rows: rows, columns: keyColumns).clear()
        dx.slice(rows: rows, columns: valueColumns).clear()
        for head in keyHead * group..<(keyHead + 1) * group {
            let columns = head * c.headWidth..<(head + 1) * c.headWidth
            for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.queryBlock) {
                let block = start..<min(start + Self.queryBlock, rows.upperBound)
                let seen = rows.lowerBound..<block.upperBound
                let queries = x.slice(rows: block, columns: columns)
                let keys = x.slice(rows: seen, columns: keyColumns)
                let d = dOutput.slice(rows: block, columns: columns)
                let p = scores[worker].buffer.matrix(rows: block.count, columns: seen.count)
                let dp = dProbabilities[worker].buffer.matrix(rows: block.count, columns: seen.count)
                MatrixProduct.linear(queries, keys, into: p).compute()
                selkie_attention_softmax(
                    p.start, p.stride, c.attentionScale, block.lowerBound - rows.lowerBound, c.windows[layer],
                    block.count, seen.count)
                MatrixProduct.linearWeight(
                    p, d, into: dx.slice(rows: seen, columns: valueColumns), accumulates: true
                ).compute()
                MatrixProduct.linear(d, x.slice(rows: seen, columns: valueColumns), into: dp).compute()
                selkie_attention_softmax_backward(
                    dp.start, dp.stride, p.start, c.attentionScale, block.count, seen.count)
                MatrixProduct.linearInput(dp, keys, into: dx.slice(rows: block, columns: columns)).compute()
                MatrixProduct.linearWeight(
                    dp, queries, into: dx.slice(rows: seen, columns: keyColumns), accumulates: true
                ).compute()
            }
        }
    }
}
