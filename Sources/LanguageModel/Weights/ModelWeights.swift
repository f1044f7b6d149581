/// The frozen weights of a model: large ones of few bits packed, all else in float32 in one block of memory.
///
/// Projections that read the same input lie one below the other, so that one product computes them all:
/// query, key, value; gate, up.
package final class ModelWeights: @unchecked Sendable {
    /// Weights of one transformer block.
    ///
    /// Norms are [width]; `nil` where the architecture has none.
    package struct Layer {
        /// Scale of the norm before attention.
        package let inputNorm: Matrix
        /// [queryWidth + 2 · keyWidth, hidden].
        package let attentionInput: Matrix
        /// [queryWidth + 2 · keyWidth].
        package let attentionBias: Matrix?
        /// Scale of each query head's norm: [headWidth].
        package let queryNorm: Matrix?
        /// Scale of each key head's norm: [headWidth].
        package let keyNorm: Matrix?
        /// [hidden, queryWidth].
        package let attentionOutput: Matrix
        /// Scale of the norm after attention.
        package let postAttentionNorm: Matrix?
        /// Scale of the norm before feed-forward.
        package let feedForwardNorm: Matrix
        /// [2 · feedForward, hidden], gate first.
        package let feedForwardInput: Matrix
        /// [hidden, feedForward].
        package let feedForwardOutput: Matrix
        /// Scale of the norm after feed-forward.
        package let postFeedForwardNorm: Matrix?
    }

    /// [vocabulary, hidden].
    package let embedding: Matrix
    /// [vocabulary, hidden]; the same memory as `embedding` when tied.
    package let output: Matrix
    /// [1, hidden].
    package let finalNorm: Matrix
    /// Blocks from the input up.
    package let layers: [Layer]
    /// Weights of few bits; the loader sets them, once.
    ///
    /// The matrices in their place have no memory: they tell shapes alone.
    package internal(set) var packed = PackedWeights()

    private let storage: FloatBuffer

    /// Weights of the shapes that `configuration` demands, their values not set yet; those that are packed take no
    /// memory here.
    package init(_ configuration: ModelConfiguration, isPacked: (WeightName) -> Bool = { _ in false }) {
        var plan = MemoryPlan()
        let c = configuration
        func add(_ rows: Int, _ columns: Int, _ name: WeightName) -> MemoryPlan.Slot {
            plan.add(rows, columns, isShapeAlone: isPacked(name))
        }
        let embedding = add(c.vocabulary, c.hidden, .embedding)
        let output = c.tiesEmbeddings ? embedding : add(c.vocabulary, c.hidden, .output)
        let finalNorm = plan.add(1, c.hidden)
        let layers = (0..<c.layers).map { layer in
            func addGroup(_ rows: Int, _ columns: Int, _ first: Projection) -> MemoryPlan.Slot {
                add(rows, columns, .projection(first, layer: layer))
            }
            return LayerPlan(
                inputNorm: plan.add(1, c.hidden),
                attentionInput: addGroup(c.attentionInputWidth, c.hidden, .query),
                attentionBias: c.hasAttentionBias ? plan.add(1, c.attentionInputWidth) : nil,
                queryNorm: c.hasQueryKeyNorm ? plan.add(1, c.headWidth) : nil,
                keyNorm: c.hasQueryKeyNorm ? plan.add(1, c.headWidth) : nil,
                attentionOutput: addGroup(c.hidden, c.queryWidth, .output),
                postAttentionNorm: c.hasPostNorm ? plan.add(1, c.hidden) : nil,
                feedForwardNorm: plan.add(1, c.hidden),
                feedForwardInput: addGroup(2 * c.feedForward, c.hidden, .gate),
                feedForwardOutput: addGroup(c.hidden, c.feedForward, .down),
                postFeedForwardNorm: c.hasPostNorm ? plan.add(1, c.hidden) : nil)
        }
        // The loader sets every element; until it has checked the stored shapes no page is touched.
        let storage = FloatBuffer(uninitialisedCount: plan.count)
        self.storage = storage
        self.embedding = embedding.view(storage)
        self.output = output.view(storage)
        self.finalNorm = finalNorm.view(storage)
        self.layers = layers.map { $0.view(storage) }
    }

    /// Bytes of the weights that are not packed.
    package var floatByteCount: Int { storage.count * MemoryLayout<Float>.stride }

    /// Bytes of all weights.
    package var byteCount: Int { floatByteCount + packed.byteCount }
}

private struct LayerPlan {
    let inputNorm: MemoryPlan.Slot
    let attentionInput: MemoryPlan.Slot
    let attentionBias: MemoryPlan.Slot?
    let queryNorm: MemoryPlan.Slot?
    let keyNorm: MemoryPlan.Slot?
    let attentionOutput: MemoryPlan.Slot
    let postAttentionNorm: MemoryPlan.Slot?
    let feedForwardNorm: MemoryPlan.Slot
    let feedForwardInput: MemoryPlan.Slot
    let feedForwardOutput: MemoryPlan.Slot
    let postFeedForwardNorm: MemoryPlan.Slot?

    func view(_ storage: FloatBuffer) -> ModelWeights.Layer {
        ModelWeights.Layer(
            inputNorm: inputNorm.view(storage), attentionInput: attentionInput.view(storage),
            attentionBias: attentionBias?.view(storage), queryNorm: queryNorm?.view(storage),
            keyNorm: keyNorm?.view(storage), attentionOutput: attentionOutput.view(storage),
            postAttentionNorm: postAttentionNorm?.view(storage),
            feedForwardNorm: feedForwardNorm.view(storage),
            feedForwardInput: feedForwardInput.view(storage),
            feedForwardOutput: feedForwardOutput.view(storage),
            postFeedForwardNorm: postFeedForwardNorm?.view(storage))
    }
}
