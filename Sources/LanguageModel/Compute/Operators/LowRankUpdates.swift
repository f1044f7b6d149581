/// What adapters add to one linear layer, each to its own rows of a pack.
struct LowRankUpdates {
    /// The adapters with their rows; those that leave this layer as it is are passed over.
    let adapters: [Pack.AdapterRows]
    /// The projections of the layer.
    let group: ProjectionGroup
    /// The block that they belong to.
    let layer: Int
    /// Low-rank activations x · Aᵀ: [n, largest rank].
    let activations: Matrix

    /// The largest stacked rank; 0 when nothing is adapted.
    var rank: Int { adapters.map { part(of: $0)?.rank ?? 0 }.max() ?? 0 }

    /// Where an adapter's factors of this layer lie.
    func part(of entry: Pack.AdapterRows) -> AdapterLayout.Group? {
        entry.adapter.layout.group(group, layer: layer)
    }

    /// The products of the backward pass that need the gradient to the output alone: dB, and dt into `dLowRank`.
    func beforeInput(_ dOutput: Matrix, _ dLowRank: Matrix, _ gradients: [AdapterGradient])
        -> [MatrixProduct]
    {
        var products: [MatrixProduct] = []
        for (entry, gradient) in zip(adapters, gradients) {
            guard let part = part(of: entry) else { continue }
            let lowRank = activations.slice(rows: entry.rows)
            let d = dLowRank.slice(rows: entry.rows)
            for module in part.modules {
                let dModule = dOutput.slice(rows: entry.rows, columns: module.outputColumns)
                products.append(
                    .linearWeight(
                        lowRank.slice(columns: module.rankColumns), dModule,
                        into: module.transposedB(in: gradient.block), alpha: module.scale,
                        accumulates: gradient.accumulates))
                products.append(
                    .linear(
                        dModule, module.transposedB(in: entry.adapter.parameters),
                        into: d.slice(columns: module.rankColumns), alpha: module.scale))
            }
        }
        return products
    }

    /// The products that need dt and the input: dA, and the updates' share of the gradient to the input.
    func afterInput(_ input: Matrix, _ dLowRank: Matrix, dInput: Matrix?, _ gradients: [AdapterGradient])
        -> [MatrixProduct]
    {
        var products: [MatrixProduct] = []
        for (entry, gradient) in zip(adapters, gradients) {
            guard let part = part(of: entry) else { continue }
            let d = dLowRank.slice(rows: entry.rows, columns: 0..<part.rank)
            products.append(
                .linearWeight(
                    d, input.slice(rows: entry.rows), into: part.a(in: gradient.block),
                    accumulates: gradient.accumulates))
            if let dInput {
                products.append(
                    .linearInput(
                        d, part.a(in: entry.adapter.parameters), into: dInput.slice(rows: entry.rows),
                        accumulates: true))
            }
        }
        return products
    }
}

/// Where the gradients of one adapter go.
struct AdapterGradient {
    /// A block laid out like the adapter's parameters.
    let block: FloatBuffer
    /// Whether they are added to what is there; else they replace it.
    let accumulates: Bool
}
