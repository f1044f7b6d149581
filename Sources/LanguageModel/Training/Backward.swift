/// The gradient of a loss to the factors of every adapter in a pack, by hand-derived backward passes.
///
/// No gradient is made for the base's weights, and none at all below the lowest adapted layer. Source of
/// the derivations: each operator's comment and each kernel's header.
final class Backward {
    private let transformer: Transformer
    /// Gradient to a block's output while it passes down: [n, hidden].
    private var wide = GrowingBuffer()
    private var narrow = GrowingBuffer()
    private var attentionInput = GrowingBuffer()
    private var attention = GrowingBuffer()
    private var feedForward = GrowingBuffer()

    private var configuration: ModelConfiguration { transformer.configuration }
    private var pool: ThreadPool { transformer.pool }

    init(_ transformer: Transformer) { self.transformer = transformer }

    /// Passes `d` (the gradient to the output of the top block, [n, hidden], overwritten) down to the lowest
    /// adapted layer.
    ///
    /// `activations` gives those of a layer, each once, from the top down; `gradients` holds for every adapter of the
    /// pack, in order, where its gradients go.
    func run(
        _ d: Matrix, _ pack: Pack, activations: (_ layer: Int) -> LayerActivations, lowest: Int,
        gradients: [AdapterGradient]
    ) {
        for layer in (lowest..<configuration.layers).reversed() {
            let a = activations(layer)
            feedForward(d, layer, a, pack, gradients)
            transformer.interlude?()
            attention(d, layer, a, pack, gradients, isLowest: layer == lowest)
            transformer.interlude?()
        }
    }

    /// d: gradient to the block's output on entry, to its middle on return.
    private func feedForward(
        _ d: Matrix, _ layer: Int, _ a: LayerActivations, _ pack: Pack,
        _ gradients: [AdapterGradient]
    ) {
        let c = configuration
        let w = transformer.weights.layers[layer]
        let rows = pack.rows
        let dOutput = throughPostNorm(
            d, w.postFeedForwardNorm, raw: a.rawFeedForwardOutput, inverseRMS: a.feedForwardOutputInverseRMS)
        let dActivated = feedForward.matrix(rows: rows, columns: c.feedForward)
        // The activation is made again only for the factors that need it.
        project(.feedForwardOutput, layer, dOutput, into: dActivated, a, pack, gradients) {
            transformer.activate(a, rows: rows)
        }
        pool.activateBackward(dActivated, c.activation, inPlaceOf: a.gateUp)
        let dNormalised = narrow.matrix(rows: rows, columns: c.hidden)
        project(.feedForwardInput, layer, a.gateUp, into: dNormalised, a, pack, gradients) {
            normaliseAgain(a.middle, w.feedForwardNorm, a.middleInverseRMS)
        }
        throughNorm(dNormalised, a.middle, w.feedForwardNorm, a.middleInverseRMS, addedTo: d)
    }

    /// d: gradient to the block's middle on entry, to its input on return (left as it is in the lowest layer).
    private func attention(
        _ d: Matrix, _ layer: Int, _ a: LayerActivations, _ pack: Pack,
        _ gradients: [AdapterGradient],
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
        project(.attentionOutput, layer, dOutput, into: dAttention, a, pack, gradients) { a.attention }

        let dAttentionInput = attentionInput.matrix(rows: rows, columns: c.attentionInputWidth)
        transformer.attention.backward(
            dAttention, a.attentionInput, pack.sequences, layer: layer, into: dAttentionInput)
        transformer.position(layer).backward(
            dAttentionInput, positions: pack.positions, raw: a.rawQueryKey, inverseRMS: a.queryKeyInverseRMS,
            pool)

        let dNormalised = narrow.matrix(rows: rows, columns: c.hidden)
        project(
            .attentionInput, layer, dAttentionInput, into: isLowest ? nil : dNormalised, a, pack, gradients
        ) {
            normaliseAgain(a.input, w.inputNorm, a.inputInverseRMS)
        }
        if !isLowest { throughNorm(dNormalised, a.input, w.inputNorm, a.inputInverseRMS, addedTo: d) }
    }

    /// The gradient before a post-norm, or `d` itself where there is none.
    private func throughPostNorm(_ d: Matrix, _ norm: Matrix?, raw: Matrix?, inverseRMS: Matrix?) -> Matrix {
        guard let norm, let raw, let inverseRMS else { return d }
        let result = wide.matrix(rows: d.rows, columns: d.columns)
        pool.normaliseBackward(d, raw, norm, inverseRMS: inverseRMS, into: result, accumulates: false)
        return result
    }

    /// Adds the gradient before a norm to `sum`.
    private func throughNorm(
        _ d: Matrix, _ input: Matrix, _ norm: Matrix, _ inverseRMS: Matrix, addedTo sum: Matrix
    ) {
        pool.normaliseBackward(d, input, norm, inverseRMS: inverseRMS, into: sum, accumulates: true)
    }

    /// A projection group's normalised input, made again.
    private func normaliseAgain(_ input: Matrix, _ norm: Matrix, _ inverseRMS: Matrix) -> Matrix {
        let normalised = transformer.normalised.matrix(rows: input.rows, columns: input.columns)
        pool.normaliseAgain(input, norm, inverseRMS: inverseRMS, into: normalised)
        return normalised
    }

    /// Passes the gradient to a projection group's output on to its adapters' factors and, unless `dInput` is nil, to
    /// its input; `input` is asked for only when an adapter needs it.
    private func project(
        _ group: ProjectionGroup, _ layer: Int, _ dOutput: Matrix, into dInput: Matrix?,
        _ a: LayerActivations,
        _ pack: Pack, _ gradients: [AdapterGradient], input: () -> Matrix
    ) {
        transformer.linear.backward(
            dOutput, transformer.weights.weight(group, layer: layer),
            transformer.updates(group, layer, a, pack), into: dInput, gradients: gradients, input: input)
    }
}
