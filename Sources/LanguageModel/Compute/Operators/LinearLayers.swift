/// Computes linear layers: rows times a frozen weight, and times the factors of the adapters that update it.
///
/// y = x · Wᵀ + s · (x · Aᵀ) · Bᵀ, where the rows of each adapter meet its own A, B and s. The thin products x · Aᵀ are
/// computed in the same loop as the base's product: threads wait for each other once less. One at a time.
package final class LinearLayers {
    let pool: ThreadPool
    /// Rows as packed weights read them.
    private var panel = GrowingBuffer()
    /// Gradient to the low-rank activations: [n, largest rank].
    private var dLowRank = GrowingBuffer()

    /// Layers computed on a pool, with scratch memory of its own.
    init(_ pool: ThreadPool) { self.pool = pool }

    /// Frees the scratch memory that grows with the rows of a pass.
    func release() { (panel, dLowRank) = (GrowingBuffer(), GrowingBuffer()) }

    /// output = input · Wᵀ, or output += …, with every adapter's update of its rows.
    func forward(
        _ input: Matrix, _ weight: FrozenWeight, _ updates: LowRankUpdates, into output: Matrix,
        accumulates: Bool = false
    ) {
        var thin: [MatrixProduct] = []
        var wide: [MatrixProduct] = []
        for entry in updates.adapters {
            guard let part = updates.part(of: entry) else { continue }
            let parameters = entry.adapter.parameters
            let lowRank = updates.activations.slice(rows: entry.rows, columns: 0..<part.rank)
            thin.append(.linear(input.slice(rows: entry.rows), part.a(in: parameters), into: lowRank))
            for module in part.modules {
                wide.append(
                    .linearInput(
                        lowRank.slice(columns: module.rankColumns), module.transposedB(in: parameters),
                        into: output.slice(rows: entry.rows, columns: module.outputColumns),
                        alpha: module.scale, accumulates: true))
            }
        }
        multiply(input, weight, into: output, accumulates: accumulates, alongside: thin)
        pool.multiply(wide)
    }

    /// The gradient to the adapters' factors, and to the input unless `dInput` is nil, from that to the output.
    ///
    /// With t = x · Aᵀ: dB = s · dyᵀ · t, dt = s · dy · B, dA = dtᵀ · x, dx = dy · W + dt · A. The first two are computed
    /// beside the base's product. `input` is asked for x only when something is adapted; by then `dInput` holds dy · W.
    func backward(
        _ dOutput: Matrix, _ weight: FrozenWeight, _ updates: LowRankUpdates, into dInput: Matrix?,
        gradients: [AdapterGradient], input: () -> Matrix
    ) {
        let dLowRank = self.dLowRank.matrix(rows: dOutput.rows, columns: updates.rank)
        let products = updates.beforeInput(dOutput, dLowRank, gradients)
        if let dInput {
            multiplyBackward(dOutput, weight, into: dInput, alongside: products)
        } else {
            pool.multiply(products)
        }
        guard updates.rank > 0 else { return }
        pool.multiply(updates.afterInput(input(), dLowRank, dInput: dInput, gradients))
    }

    /// c = x · Wᵀ, or c += …, without updates.
    package func multiply(_ x: Matrix, _ weight: FrozenWeight, into c: Matrix, accumulates: Bool = false) {
        multiply(x, weight, into: c, accumulates: accumulates, alongside: [])
    }

    /// c = y · W, without updates.
    package func multiplyBackward(_ y: Matrix, _ weight: FrozenWeight, into c: Matrix) {
        multiplyBackward(y, weight, into: c, alongside: [])
    }

    /// Products `alongside`, which have nothing to do with c, are computed in the same loop.
    private func multiply(
        _ x: Matrix, _ weight: FrozenWeight, into c: Matrix, accumulates: Bool, alongside: [MatrixProduct]
    ) {
        guard let packed = weight.packed else {
            return pool.multiply(alongside + [.linear(x, weight.floats, into: c, accumulates: accumulates)])
        }
        packed.multiply(x, into: c, accumulates: accumulates, alongside: alongside, panel: &panel, pool: pool)
    }

    private func multiplyBackward(
        _ y: Matrix, _ weight: FrozenWeight, into c: Matrix, alongside: [MatrixProduct]
    ) {
        guard let packed = weight.packed else {
            return pool.multiply(alongside + [.linearInput(y, weight.floats, into: c)])
        }
        packed.multiplyBackward(y, into: c, alongside: alongside, panel: &panel, pool: pool)
    }
}
