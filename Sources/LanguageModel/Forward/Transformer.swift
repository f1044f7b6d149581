import Kernels

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
    let rotary: RotaryTable
    let localRotary: RotaryTable

    /// Normalised rows, or a gradient of the same shape: [n, hidden].
    var normalised = GrowingBuffer()
    /// A block's projected output before it joins the residual stream: [n, hidden].
    var projected = GrowingBuffer()
    /// Output of the activation: [n, feedForward].
    var activated = GrowingBuffer()
    /// Rows as packed weights read them.
    var panel = GrowingBuffer()
    /// Attention scores of each thread.
    let scores: [ThreadScratch]
    private var memory = ActivationMemory()
    private var output = GrowingBuffer()

    /// A transformer over shared weights, with scratch memory of its own.
    package init(_ parts: ModelParts, pool: ThreadPool) {
        configuration = parts.configuration
        weights = parts.weights
        rotary = parts.rotary.global
        localRotary = parts.rotary.local
        self.pool = pool
        scores = (0..<pool.threads).map { _ in ThreadScratch() }
    }

    /// Frees the scratch memory that grows with the rows of a pass; the next pass takes what it needs.
    func release() {
        (normalised, projected, activated) = (GrowingBuffer(), GrowingBuffer(), GrowingBuffer())
        panel = GrowingBuffer()
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
        if let table = weights.packed.embedding {
            pool.split(pack.rows) { part in
                for row in part {
                    table.copyRow(Int(pack.tokens[row]), to: output.row(row))
                    for column in 0..<output.columns {
                        output.row(row)[column] *= configuration.embeddingScale
                    }
                }
            }
            return
        }
        pack.tokens.withUnsafeBufferPointer { tokens in
            guard let ids = tokens.baseAddress else { return }
            selkie_embed(
                output.start, output.stride, weights.embedding.start, weights.embedding.stride, ids,
                configuration.embeddingScale, pack.rows, configuration.hidden)
        }
    }

    /// One block: attention and feed-forward, each added to the residual stream.
    func block(_ layer: Int, _ a: LayerActivations, output: Matrix, _ pack: Pack) {
        let c = configuration
        let w = weights.layers[layer]
        let rows = pack.rows
        let normalised = self.normalised.matrix(rows: rows, columns: c.hidden)

        normalise(a.input, w.inputNorm, into: normalised, inverseRMS: a.inputInverseRMS)
        project(.attentionInput, layer, input: normalised, into: a.attentionInput, a, pack)
        positionQueriesAndKeys(layer, a, pack)
        attend(layer, a, pack)
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
        let c = configuration
        let activated = self.activated.matrix(rows: rows, columns: c.feedForward)
        pool.split(rows) { part in
            selkie_swiglu_forward(
                activated.row(part.lowerBound), activated.stride, a.gateUp.row(part.lowerBound),
                a.gateUp.stride,
                c.activation.kernel, part.count, c.feedForward)
        }
        return activated
    }

    /// output = RMS-normalised input · weight; keeps the inverse RMS of each row.
    func normalise(
        _ input: Matrix, _ weight: Matrix, into output: Matrix, inverseRMS: UnsafeMutablePointer<Float>
    ) {
        pool.split(input.rows) { part in
            selkie_rmsnorm_forward(
                output.row(part.lowerBound), output.stride, inverseRMS + part.lowerBound,
                input.row(part.lowerBound), input.stride, weight.start, configuration.normEpsilon, part.count,
                input.columns)
        }
    }

    /// output = residual + (projected input, normalised where the architecture does so).
    private func join(
        _ group: ProjectionGroup, _ layer: Int, input: Matrix, norm: Matrix?, raw: Matrix?,
        inverseRMS: UnsafeMutablePointer<Float>?, residual: Matrix, into output: Matrix,
        _ a: LayerActivations,
        _ pack: Pack
    ) {
        pool.split(output.rows) { output.slice(rows: $0).copy(from: residual.slice(rows: $0)) }
        guard let norm, let raw, let inverseRMS else {
            return project(group, layer, input: input, into: output, accumulates: true, a, pack)
        }
        project(group, layer, input: input, into: raw, a, pack)
        let projected = self.projected.matrix(rows: raw.rows, columns: raw.columns)
        normalise(raw, norm, into: projected, inverseRMS: inverseRMS)
        pool.split(output.rows) { part in
            selkie_add(
                output.row(part.lowerBound), output.stride, projected.row(part.lowerBound), projected.stride,
                part.count, output.columns)
        }
    }

    /// output = input · Wᵀ, or output += …, for one projection group, with every adapter's update of its rows.
    private func project(
        _ group: ProjectionGroup, _ layer: Int, input: Matrix, into output: Matrix, accumulates: Bool = false,
        _ a: LayerActivations, _ pack: Pack
    ) {
        var thin: [MatrixProduct] = []
        var wide: [MatrixProduct] = []
        for entry in pack.adapters {
            guard let part = entry.adapter.layout.group(group, layer: layer) else { continue }
            let parameters = entry.adapter.parameters.start
            let lowRank = a.lowRank[group.rawValue].slice(rows: entry.rows, columns: 0..<part.rank)
            thin.append(.linear(input.slice(rows: entry.rows), part.a(in: parameters), into: lowRank))
            for module in part.modules {
                wide.append(
                    .linearInput(
                        lowRank.slice(columns: module.rankColumns), module.transposedB(in: parameters),
                        into: output.slice(rows: entry.rows, columns: module.outputColumns),
                        alpha: module.scale,
                        accumulates: true))
            }
        }
        multiply(input, group, layer: layer, into: output, accumulates: accumulates, alongside: thin)
        pool.multiply(wide)
    }
}

extension ModelConfiguration.Activation {
    var kernel: selkie_activation { self == .silu ? SELKIE_SILU : SELKIE_GELU_TANH }
}
