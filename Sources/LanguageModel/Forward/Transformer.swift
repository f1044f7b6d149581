/// The packed transformer: runs its blocks over the rows of a ``Pack``, with or without keeping what the
/// backward pass needs.
///
/// One at a time; not shared between tasks.
package final class Transformer {
    /// Sizes and switches.
    package let configuration: ModelConfiguration
    /// The frozen weights.
    package let weights: ModelWeights
    /// Threads that compute.
    package let pool: ThreadPool
    /// Its linear layers, with the updates of adapters.
    package let linear: LinearLayers
    /// Its attention.
    let attention: Attention
    private let rotary: RotaryTables
    /// Called between two layers of long work, where nothing of the scratch memory of others is in use.
    var interlude: (() -> Void)?

    /// Normalised rows, or a gradient of the same shape: [n, hidden].
    var normalised = GrowingBuffer()
    /// A block's projected output before it joins the residual stream: [n, hidden].
    var projected = GrowingBuffer()
    /// Output of the activation: [n, feedForward].
    var activated = GrowingBuffer()
    private var memory = ActivationMemory()
    private var output = GrowingBuffer()

    /// A transformer over shared weights, with scratch memory of its own.
    package init(_ parts: ModelParts, pool: ThreadPool) {
        configuration = parts.configuration
        weights = parts.weights
        rotary = parts.rotary
        self.pool = pool
        linear = LinearLayers(pool)
        attention = Attention(parts.configuration, pool)
    }

    /// Frees the scratch memory that grows with the rows of a pass; the next pass takes what it needs.
    func release() {
        (normalised, projected, activated) = (GrowingBuffer(), GrowingBuffer(), GrowingBuffer())
        linear.release()
        memory = ActivationMemory()
    }

    /// Runs all blocks without keeping activations and returns the residual stream above the last:
    /// [rows, hidden], valid until the next pass.
    ///
    /// New keys and values are written to the caches.
    package func run(_ pack: Pack) -> Matrix {
        let output = self.output.matrix(rows: pack.rows, columns: configuration.hidden)
        run(pack, upTo: configuration.layers, into: output)
        for sequence in pack.sequences { sequence.cache?.own.commit(sequence.rows.count) }
        return output
    }

    /// Runs the blocks below `end` without keeping activations; the residual stream there goes to `output`.
    func run(_ pack: Pack, upTo end: Int, into output: Matrix) {
        embed(pack, into: output)
        guard end > 0 else { return }
        let memory = self.memory.prepare(configuration, layers: 1, rows: pack.rows, ranks: Self.ranks(pack))
        var activations = memory.layers[0]
        activations.input = output
        for layer in 0..<end {
            // The input of a block is not read any more when its output is written.
            block(layer, activations, output: output, pack)
            interlude?()
        }
    }

    /// The largest stacked rank of each projection group among the pack's adapters.
    static func ranks(_ pack: Pack) -> [Int] {
        ProjectionGroup.allCases.map { group in
            pack.adapters.map { entry in
                entry.adapter.layout.groups.map { $0[group.rawValue]?.rank ?? 0 }.max() ?? 0
            }.max() ?? 0
        }
    }

    /// Writes the embeddings of the pack's tokens to `output`: [n, hidden].
    func embed(_ pack: Pack, into output: Matrix) {
        pool.embed(
            pack.tokens, in: weights.embeddingWeight, scale: configuration.embeddingScale, into: output)
    }

    /// One block: attention and feed-forward, each added to the residual stream.
    func block(_ layer: Int, _ a: LayerActivations, output: Matrix, _ pack: Pack) {
        let c = configuration
        let w = weights.layers[layer]
        let rows = pack.rows
        let normalised = self.normalised.matrix(rows: rows, columns: c.hidden)

        normalise(a.input, w.inputNorm, into: normalised, inverseRMS: a.inputInverseRMS)
        project(.attentionInput, layer, input: normalised, into: a.attentionInput, a, pack)
        position(layer).forward(
            a.attentionInput, positions: pack.positions, raw: a.rawQueryKey, inverseRMS: a.queryKeyInverseRMS,
            pool)
        cache(layer, a, pack)
        attention.forward(a.attentionInput, pack.sequences, layer: layer, into: a.attention)
        join(
            .attentionOutput, layer, input: a.attention, norm: w.postAttentionNorm, raw: a.rawAttentionOutput,
            inverseRMS: a.attentionOutputInverseRMS, residual: a.input,
            into: a.middle,
            a, pack)

        normalise(a.middle, w.feedForwardNorm, into: normalised, inverseRMS: a.middleInverseRMS)
        project(.feedForwardInput, layer, input: normalised, into: a.gateUp, a, pack)
        let activated = activate(a, rows: rows)
        join(
            .feedForwardOutput, layer, input: activated, norm: w.postFeedForwardNorm,
            raw: a.rawFeedForwardOutput, inverseRMS: a.feedForwardOutputInverseRMS, residual: a.middle,
            into: output, a, pack)
    }

    /// The gated activation of a block's feed-forward layer: [n, feedForward], in scratch memory.
    func activate(_ a: LayerActivations, rows: Int) -> Matrix {
        let activated = self.activated.matrix(rows: rows, columns: configuration.feedForward)
        pool.activate(a.gateUp, configuration.activation, into: activated)
        return activated
    }

    /// output = RMS-normalised input · weight; keeps the inverse RMS of each row: [1, n].
    func normalise(_ input: Matrix, _ weight: Matrix, into output: Matrix, inverseRMS: Matrix) {
        pool.normalise(
            input, weight, epsilon: configuration.normEpsilon, into: output, inverseRMS: inverseRMS)
    }

    /// What places the queries and keys of a layer.
    func position(_ layer: Int) -> QueryKeyPosition {
        let w = weights.layers[layer]
        return QueryKeyPosition(
            configuration: configuration, bias: w.attentionBias, queryNorm: w.queryNorm, keyNorm: w.keyNorm,
            rotary: configuration.usesLocalRotary[layer] ? rotary.local : rotary.global)
    }

    /// What the pack's adapters add to a group of projections.
    func updates(_ group: ProjectionGroup, _ layer: Int, _ a: LayerActivations, _ pack: Pack)
        -> LowRankUpdates
    {
        LowRankUpdates(
            adapters: pack.adapters, group: group, layer: layer, activations: a.lowRank[group.rawValue])
    }

    /// Writes the new keys and values to the caches.
    private func cache(_ layer: Int, _ a: LayerActivations, _ pack: Pack) {
        for sequence in pack.sequences {
            sequence.cache?.own.write(
                layer: layer, keys: attention.keys(of: sequence, in: a.attentionInput),
                values: attention.values(of: sequence, in: a.attentionInput))
        }
    }

    /// output = residual + (projected input, normalised where the architecture does so).
    private func join(
        _ group: ProjectionGroup, _ layer: Int, input: Matrix, norm: Matrix?, raw: Matrix?,
        inverseRMS: Matrix?, residual: Matrix, into output: Matrix, _ a: LayerActivations,
        _ pack: Pack
    ) {
        pool.copy(residual, into: output)
        guard let norm, let raw, let inverseRMS else {
            return project(group, layer, input: input, into: output, accumulates: true, a, pack)
        }
        project(group, layer, input: input, into: raw, a, pack)
        let projected = self.projected.matrix(rows: raw.rows, columns: raw.columns)
        normalise(raw, norm, into: projected, inverseRMS: inverseRMS)
        pool.add(projected, to: output)
    }

    /// output = input · Wᵀ, or output += …, for one projection group, with every adapter's update of its rows.
    private func project(
        _ group: ProjectionGroup, _ layer: Int, input: Matrix, into output: Matrix, accumulates: Bool = false,
        _ a: LayerActivations, _ pack: Pack
    ) {
        linear.forward(
            input, weights.weight(group, layer: layer), updates(group, layer, a, pack), into: output,
            accumulates: accumulates)
    }
}
