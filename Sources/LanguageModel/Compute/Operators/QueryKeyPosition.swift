import Kernels

/// What happens to queries and keys between their projection and attention: a bias (which values have, too), a norm of
/// each head, and the rotation to their places.
///
/// All in one loop over the rows, while they are in the cache.
///
/// Queries, keys and values of a row lie side by side: [n, queryWidth + 2 · keyWidth].
struct QueryKeyPosition {
    let configuration: ModelConfiguration
    /// [queryWidth + 2 · keyWidth]; nil without bias.
    let bias: Matrix?
    /// Scales of the norms, [headWidth]; nil without query–key norm.
    let queryNorm, keyNorm: Matrix?
    let rotary: RotaryTable

    /// Changes `x` in place; where there is a norm, keeps queries and keys before it in `raw`, [n, queryWidth +
    /// keyWidth], and the inverse RMS of each head, [1, n · (heads + keyHeads)].
    func forward(
        _ x: Matrix, positions: [Int32], raw: Matrix?, inverseRMS: Matrix?, _ pool: ThreadPool
    ) {
        let c = configuration
        positions.withUnsafeBufferPointer { positions in
            guard let positions = positions.baseAddress else { return }
            pool.split(x.rows) { part in
                let first = part.lowerBound
                if let bias {
                    selkie_add_bias(x.row(first), x.stride, bias.start, part.count, bias.columns)
                }
                if let queryNorm, let keyNorm, let raw, let inverseRMS {
                    raw.slice(rows: part).copy(from: x.slice(rows: part, columns: 0..<raw.columns))
                    for row in part {
                        let inverse = inverseRMS.start + row * (c.heads + c.keyHeads)
                        selkie_rmsnorm_forward(
                            x.row(row), c.headWidth, inverse, raw.row(row), c.headWidth, queryNorm.start,
                            c.normEpsilon, c.heads, c.headWidth)
                        selkie_rmsnorm_forward(
                            x.row(row) + c.queryWidth, c.headWidth, inverse + c.heads,
                            raw.row(row) + c.queryWidth, c.headWidth, keyNorm.start, c.normEpsilon,
                            c.keyHeads, c.headWidth)
                    }
                }
                // Queries and keys lie side by side, so one call rotates both.
                selkie_rope(
                    x.row(first), x.stride, positions + first, rotary.cosines.start, rotary.sines.start, 1,
                    part.count, c.heads + c.keyHeads, c.headWidth)
            }
        }
    }

    /// Undoes rotation and norm: the gradient before both, in place of `d`.
    func backward(
        _ d: Matrix, positions: [Int32], raw: Matrix?, inverseRMS: Matrix?, _ pool: ThreadPool
    ) {
        let c = configuration
        positions.withUnsafeBufferPointer { positions in
            guard let positions = positions.baseAddress else { return }
            pool.split(d.rows) { part in
                let first = part.lowerBound
                selkie_rope(
                    d.row(first), d.stride, positions + first, rotary.cosines.start, rotary.sines.start, -1,
                    part.count, c.heads + c.keyHeads, c.headWidth)
                guard let queryNorm, let keyNorm, let raw, let inverseRMS else { return }
                for row in part {
                    let inverse = inverseRMS.start + row * (c.heads + c.keyHeads)
                    selkie_rmsnorm_backward(
                        d.row(row), c.headWidth, d.row(row), c.headWidth, raw.row(row), c.headWidth,
                        queryNorm.start, inverse, 0, c.heads, c.headWidth)
                    let keys = d.row(row) + c.queryWidth
                    selkie_rmsnorm_backward(
                        keys, c.headWidth, keys, c.headWidth, raw.row(row) + c.queryWidth, c.headWidth,
                        keyNorm.start, inverse + c.heads, 0, c.keyHeads, c.headWidth)
                }
            }
        }
    }
}
