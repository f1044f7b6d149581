extension Transformer {
    /// c = x · Wᵀ, or c += …, for the weight of a group of projections.
    package func multiply(
        _ x: Matrix, _ group: ProjectionGroup, layer: Int, into c: Matrix, accumulates: Bool = false
    ) {
        multiply(
            x, weights.layers[layer].weight(group), weights.packed.group(group, layer: layer), into: c,
            accumulates: accumulates)
    }

    /// c = y · W for the weight of a group of projections.
    package func multiplyBackward(_ y: Matrix, _ group: ProjectionGroup, layer: Int, into c: Matrix) {
        multiplyBackward(
            y, weights.layers[layer].weight(group), weights.packed.group(group, layer: layer), into: c)
    }

    /// c = x · Wᵀ for the output matrix.
    package func multiplyOutput(_ x: Matrix, into c: Matrix) {
        multiply(x, weights.output, weights.packed.output, into: c, accumulates: false)
    }

    /// c = y · W for the output matrix.
    package func multiplyOutputBackward(_ y: Matrix, into c: Matrix) {
        multiplyBackward(y, weights.output, weights.packed.output, into: c)
    }

    private func multiply(
        _ x: Matrix, _ w: Matrix, _ packed: PackedWeight?, into c: Matrix, accumulates: Bool
    ) {
        guard let packed else { return pool.multiply(.linear(x, w, into: c, accumulates: accumulates)) }
        packed.multiply(x, into: c, accumulates: accumulates, panel: &panel, pool: pool)
    }

    private func multiplyBackward(_ y: Matrix, _ w: Matrix, _ packed: PackedWeight?, into c: Matrix) {
        guard let packed else { return pool.multiply(.linearInput(y, w, into: c)) }
        packed.multiplyBackward(y, into: c, panel: &panel, pool: pool)
    }
}

extension ModelWeights.Layer {
    /// The fused weight of a group of projections.
    func weight(_ group: ProjectionGroup) -> Matrix {
        switch group {
        case .attentionInput: attentionInput
        case .attentionOutput: attentionOutput
        case .feedForwardInput: feedForwardInput
        case .feedForwardOutput: feedForwardOutput
        }
    }
}
