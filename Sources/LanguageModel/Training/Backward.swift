import Kernels

/// The gradient of a loss to the factors of every adapter in a pack, by hand-derived backward passes.
///
/// No gradient is made for the base's weights, and none at all below the lowest adapted layer. Source of
/// the derivations: each kernel's header; for low-rank factors y += s·(x·Aᵀ)·Bᵀ with t = x·Aᵀ gives
/// dB = s·dyᵀ·t, dt = s·dy·B, dA = dtᵀ·x, dx += dt·A.
final class Backward {
    /// Where the gradients of one adapter go.
    struct Target {
        /// A block laid out like the adapter's parameters.
        let start: UnsafeMutablePointer<Float>
        /// Whether they are added to what is there; else they replace it.
        let accumulates: Bool
    }

    private let transformer: Transformer
    /// Gradient to a block's output while it passes down: [n, hidden].
    private var wide = GrowingBuffer()
    private var narrow = GrowingBuffer()
    private var lowRank = GrowingBuffer()
    private var attentionInput = GrowingBuffer()
    private var attention = GrowingBuffer()
    private var feedForward = GrowingBuffer()
    private let probabilities: [ThreadScratch]

    private var configuration: ModelConfiguration { transformer.configuration }
    private var pool: ThreadPool { transformer.pool }

    init(_ transformer: Transformer) {
        self.transformer = transformer
        probabilities = (0..<transformer.pool.threads).map { _ in ThreadScratch() }
    }

    /// Passes `d` (the gradient to the output of the top block, [n, hidden], overwritten) down to the lowest
    /// adapted layer.
    ///
    /// `activations` gives those of a layer, each once, from the top down; `gradients` holds for every adapter of the
    /// pack, in order, where its gradients go.
    func run(
        _ d: Matrix, _ pack: Pack, activations: (_ layer: Int) -> LayerActivations, lowest: Int,
        gradients: [Target]
    ) {
        for layer in (lowest..<configuration.layers).reversed() {
            let a = activations(layer)
            feedForward(d, layer, a, pack, gradients)
            attention(d, layer, a, pack, gradients, isLowest: layer == lowest)
        }
    }

    /// d: gradient to the block's output on entry, to its middle on return.
    private func feedForward(
        _ d: Matrix, _ layer: Int, _ a: LayerActivations, _ pack: Pack,
        _ gradients: [Target]
    ) {
        let c = configuration
        let w = transformer.weights.layers[layer]
        let rows = pack.rows
        let dOutput = throughPostNorm(
            d, w.postFeedForwardNorm, raw: a.rawFeedForwardOutput, inverseRMS: a.feedForwardOutputInverseRMS)
        let dActivated = feedForward.matrix(rows: rows, columns: c.feedForward)
        let factors = beginFactors(.feedForwardOutput, layer, dOutput: dOutput, a, pack, gradients)
        transformer.multiplyBackward(
            dOutput, .feedForwardOutput, layer: layer, into: dActivated, alongside: factors?.products ?? [])
        // The activation is made again only for the factors that need it.
        if let factors {
            finish(factors, input: transformer.activate(a, rows: rows), dInput: dActivated, pack, gradients)
        }
        pool.split(rows) { part in
            let first = part.lowerBound
            selkie_swiglu_backward(
                a.gateUp.row(first), a.gateUp.stride, dActivated.row(first), dActivated.stride,
                a.gateUp.row(first),
                a.gateUp.stride, c.activation.kernel, part.count, c.feedForward)
        }
        let dNormalised = narrow.matrix(rows: rows, columns: c.hidden)
        let inputFactors = beginFactors(.feedForwardInput, layer, dOutput: a.gateUp, a, pack, gradients)
        transformer.multiplyBackward(
            a.gateUp, .feedForwardInput, layer: layer, into: dNormalised,
            alongside: inputFactors?.products ?? [])
        finishNormalised(
            inputFactors, of: a.middle, w.feedForwardNorm, a.middleInverseRMS, dInput: dNormalised, pack,
            gradients)
        throughNorm(dNormalised, a.middle, w.feedForwardNorm, a.middleInverseRMS, addedTo: d)
    }

    /// d: gradient to the block's middle on entry, to its input on return (left as it is in the lowest layer).
    private func attention(
        _ d: Matrix, _ layer: Int, _ a: LayerActivations, _ pack: Pack,
        _ gradients: [Target],
        isLowest: Bool
    ) {
        let c = configuration
        let w = transformer.weights.layers[layer]
        let rows = pack.rows
        let isAdapted = pack.adapters.contains {
            $0.adapter.layout.group(.attentionInput, layer: layer) != nil
                || $0.adapter.layout.group(.attentionOutput, layer: layer) != nil
        }
        if isLowest && !isAdapted { return }
        let dOutput = throughPostNorm(
            d, w.postAttentionNorm, raw: a.rawAttentionOutput, inverseRMS: a.attentionOutputInverseRMS)
        let dAttention = attention.matrix(rows: rows, columns: c.queryWidth)
        let factors = beginFactors(.attentionOutput, layer, dOutput: dOutput, a, pack, gradients)
        transformer.multiplyBackward(
            dOutput, .attentionOutput, layer: layer, into: dAttention, alongside: factors?.products ?? [])
        if let factors { finish(factors, input: a.attention, dInput: dAttention, pack, gradients) }

        let dAttentionInput = attentionInput.matrix(rows: rows, columns: c.attentionInputWidth)
        attend(dAttention, dAttentionInput, layer, a, pack)
        throughPosition(dAttentionInput, layer, a, pack)

        let dNormalised = narrow.matrix(rows: rows, columns: c.hidden)
        let inputFactors = beginFactors(.attentionInput, layer, dOutput: dAttentionInput, a, pack, gradients)
        let products = inputFactors?.products ?? []
        if isLowest {
            pool.multiply(products)
        } else {
            transformer.multiplyBackward(
                dAttentionInput, .attentionInput, layer: layer, into: dNormalised, alongside: products)
        }
        finishNormalised(
            inputFactors, of: a.input, w.inputNorm, a.inputInverseRMS, dInput: isLowest ? nil : dNormalised,
            pack, gradients)
        if !isLowest { throughNorm(dNormalised, a.input, w.inputNorm, a.inputInverseRMS, addedTo: d) }
    }

    /// The gradient before a post-norm, or `d` itself where there is none.
    private func throughPostNorm(
        _ d: Matrix, _ norm: Matrix?, raw: Matrix?, inverseRMS: UnsafeMutablePointer<Float>?
    ) -> Matrix {
        guard let norm, let raw, let inverseRMS else { return d }
        let result = wide.matrix(rows: d.rows, columns: d.columns)
        pool.split(d.rows) { part in
            let first = part.lowerBound
            selkie_rmsnorm_backward(
                result.row(first), result.stride, d.row(first), d.stride, raw.row(first), raw.stride,
                norm.start,
                inverseRMS + first, 0, part.count, d.columns)
        }
        return result
    }

    /// Adds the gradient before a norm to `sum`.
    private func throughNorm(
        _ d: Matrix, _ input: Matrix, _ norm: Matrix, _ inverseRMS: UnsafeMutablePointer<Float>,
        addedTo sum: Matrix
    ) {
        pool.split(d.rows) { part in
            let first = part.lowerBound
            selkie_rmsnorm_backward(
                sum.row(first), sum.stride, d.row(first), d.stride, input.row(first), input.stride,
                norm.start,
                inverseRMS + first, 1, part.count, d.columns)
        }
    }

    /// ``finish`` for a group whose input is a normalised row, which is made again when an adapter needs it.
    private func finishNormalised(
        _ factors: Factors?, of input: Matrix, _ norm: Matrix, _ inverseRMS: UnsafeMutablePointer<Float>,
        dInput: Matrix?, _ pack: Pack, _ gradients: [Target]
    ) {
        guard let factors else { return }
        let normalised = transformer.normalised.matrix(rows: input.rows, columns: input.columns)
        pool.split(input.rows) { part in
            let first = part.lowerBound
            selkie_rmsnorm_apply(
                normalised.row(first), normalised.stride, inverseRMS + first, input.row(first), input.stride,
                norm.start, part.count, input.columns)
        }
        finish(factors, input: normalised, dInput: dInput, pack, gradients)
    }

    /// The gradients of one group's factors, half-way.
    private struct Factors {
        let group: ProjectionGroup
        let layer: Int
        /// Gradient to the low-rank activations: [n, largest rank].
        let dLowRank: Matrix
        /// What is to be computed before the other half, from the gradient to the output alone: dB and dt.
        let products: [MatrixProduct]
    }

    /// The first half of a group's gradients, to be computed beside the base's product; nil when nothing is adapted.
    private func beginFactors(
        _ group: ProjectionGroup, _ layer: Int, dOutput: Matrix, _ a: LayerActivations, _ pack: Pack,
        _ gradients: [Target]
    ) -> Factors? {
        let rank = pack.adapters.map { $0.adapter.layout.group(group, layer: layer)?.rank ?? 0 }.max() ?? 0
        guard rank > 0 else { return nil }
        var products: [MatrixProduct] = []
        let dLowRank = lowRank.matrix(rows: pack.rows, columns: rank)
        for (entry, target) in zip(pack.adapters, gradients) {
            guard let part = entry.adapter.layout.group(group, layer: layer) else { continue }
            let parameters = entry.adapter.parameters.start
            let lowRank = a.lowRank[group.rawValue].slice(rows: entry.rows)
            let d = dLowRank.slice(rows: entry.rows)
            for module in part.modules {
                let dModule = dOutput.slice(rows: entry.rows, columns: module.outputColumns)
                products.append(
                    .linearWeight(
                        lowRank.slice(columns: module.rankColumns), dModule,
                        into: module.transposedB(in: target.start),
                        alpha: module.scale, accumulates: target.accumulates))
                products.append(
                    .linear(
                        dModule, module.transposedB(in: parameters),
                        into: d.slice(columns: module.rankColumns),
                        alpha: module.scale))
            }
        }
        return Factors(group: group, layer: layer, dLowRank: dLowRank, products: products)
    }

    /// The second half: dA, and the factors' share of the input's gradient.
    private func finish(
        _ factors: Factors, input: Matrix, dInput: Matrix?, _ pack: Pack, _ gradients: [Target]
    ) {
        var products: [MatrixProduct] = []
        for (entry, target) in zip(pack.adapters, gradients) {
            guard let part = entry.adapter.layout.group(factors.group, layer: factors.layer) else { continue }
            let d = factors.dLowRank.slice(rows: entry.rows, columns: 0..<part.rank)
            products.append(
                .linearWeight(
                    d, input.slice(rows: entry.rows), into: part.a(in: target.start),
                    accumulates: target.accumulates))
            if let dInput {
                products.append(
                    .linearInput(
                        d, part.a(in: entry.adapter.parameters.start), into: dInput.slice(rows: entry.rows),
                        accumulates: true))
            }
        }
        pool.multiply(products)
    }

    /// Undoes rotation and query–key norm: the gradient before both, in place.
    private func throughPosition(_ d: Matrix, _ layer: Int, _ a: LayerActivations, _ pack: Pack) {
        let c = configuration
        let w = transformer.weights.layers[layer]
        let table = c.usesLocalRotary[layer] ? transformer.localRotary : transformer.rotary
        pack.positions.withUnsafeBufferPointer { positions in
            guard let positions = positions.baseAddress else { return }
            pool.split(pack.rows) { part in
                let first = part.lowerBound
                selkie_rope(
                    d.row(first), d.stride, positions + first, table.cosines.start, table.sines.start, -1,
                    part.count, c.heads + c.keyHeads, c.headWidth)
                guard let queryNorm = w.queryNorm, let keyNorm = w.keyNorm, let raw = a.rawQueryKey,
                    let inverseRMS = a.queryKeyInverseRMS
                else { return }
                for row in part {
                    let inverse = inverseRMS + row * (c.heads + c.keyHeads)
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

    /// Gradient of attention to queries, keys and values; the probabilities are made again.
    private func attend(
        _ dAttention: Matrix, _ dAttentionInput: Matrix, _ layer: Int, _ a: LayerActivations, _ pack: Pack
    ) {
        let c = configuration
        pool.run(pack.sequences.count * c.keyHeads) { index, worker in
            let rows = pack.sequences[index / c.keyHeads].rows
            attend(
                dAttention, dAttentionInput, layer, a, rows: rows, keyHead: index % c.keyHeads, worker: worker
            )
        }
    }

    private func attend(
        _ dAttention: Matrix, _ dAttentionInput: Matrix, _ layer: Int, _ a: LayerActivations,
        rows: Range<Int>,
        keyHead: Int, worker: Int
    ) {
        let c = configuration
        let group = c.heads / c.keyHeads
        let keyColumns = c.queryWidth + keyHead * c.headWidth..<c.queryWidth + (keyHead + 1) * c.headWidth
        let valueColumns = keyColumns.lowerBound + c.keyWidth..<keyColumns.upperBound + c.keyWidth
        let (x, dx) = (a.attentionInput, dAttentionInput)
        dx.slice(rows: rows, columns: keyColumns).clear()
        dx.slice(rows: rows, columns: valueColumns).clear()
        for head in keyHead * group..<(keyHead + 1) * group {
            let columns = head * c.headWidth..<(head + 1) * c.headWidth
            for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Transformer.queryBlock) {
                let block = start..<min(start + Transformer.queryBlock, rows.upperBound)
                let seen = rows.lowerBound..<block.upperBound
                let queries = x.slice(rows: block, columns: columns)
                let keys = x.slice(rows: seen, columns: keyColumns)
                let dOutput = dAttention.slice(rows: block, columns: columns)
                let p = transformer.scores[worker].buffer.matrix(rows: block.count, columns: seen.count)
                let dp = probabilities[worker].buffer.matrix(rows: block.count, columns: seen.count)
                MatrixProduct.linear(queries, keys, into: p).compute()
                selkie_attention_softmax(
                    p.start, p.stride, c.attentionScale, block.lowerBound - rows.lowerBound, c.windows[layer],
                    block.count, seen.count)
                MatrixProduct.linearWeight(
                    p, dOutput, into: dx.slice(rows: seen, columns: valueColumns), accumulates: true
                ).compute()
                MatrixProduct.linear(dOutput, x.slice(rows: seen, columns: valueColumns), into: dp).compute()
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
