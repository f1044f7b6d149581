extension Transformer {
    /// c = x · Wᵀ, or c += …, for the weight of a group of projections.
    ///
    /// Products `alongside`, which have nothing to do with c, are computed in the same loop: threads wait for each
    /// other once less.
    package func multiply(
        _ x: Matrix, _ group: ProjectionGroup, layer: Int, into c: Matrix, accumulates: Bool = false,
        alongside: [MatrixProduct] = []
    ) {
        multiply(
            x, weights.layers[layer].weight(group), weights.packed.group(group, layer: layer), into: c,
            accumulates: accumulates, alongside: alongside)
    }

    /// c = y · W for the weight of a group of projections, with products alongside as in ``multiply``.
    package func multiplyBackward(
        _ y: Matrix, _ group: ProjectionGroup, layer: Int, into c: Matrix, alongside: [MatrixProduct] = []
    ) {
        multiplyBackward(
            y, weights.layers[layer].weight(group), weights.packed.group(group, layer: layer), into: c,
            alongside: alongside)
    }

    /// c = x · Wᵀ for the output matrix.
    package func multiplyOutput(_ x: Matrix, into c: Matrix) {
        multiply(x, weights.output, weights.packed.output, into: c, accumulates: false, alongside: [])
    }

    /// c = y · W for the output matrix.
    package func multiplyOutputBackward(_ y: Matrix, into c: Matrix) {
        multiplyBackward(y, weights.output, weights.packed.output, into: c, alongside: [])
    }

    private func multiply(
        _ x: Matrix, _ w: Matrix, _ packed: PackedWeight?, into c: Matrix, accumulates: Bool,
        alongside: [MatrixProduct]
    ) {
        guard let packed else {
            return pool.multiply(alongside + [.linear(x, w, into: c, accumulates: accumulates)])
        }
        packed.multiply(x, into: c, accumulates: accumulates, alongside: alongside, panel: &panel, pool: pool)
    }

    private func multiplyBackward(
        _ y: Matrix, _ w: Matrix, _ packed: PackedWeight?, into c: Matrix, alongside: [MatrixProduct]
    ) {
        guard let packed else { return pool.multiply(alongside + [.linearInput(y, w, into: c)]) }
        packed.multiplyBackward(y, into: c, alongside: alongside, panel: &panel, pool: pool)
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
