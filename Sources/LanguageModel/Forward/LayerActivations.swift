/// What one block keeps of a forward pass over n rows; the backward pass needs all of it, a pass without
/// gradients reuses one for every layer.
///
/// Normalised inputs and the feed-forward activation are not kept: making them again costs one cheap pass.
package struct LayerActivations {
    /// Input of the block: [n, hidden].
    var input: Matrix
    /// Inverse RMS of the input: [1, n].
    let inputInverseRMS: Matrix
    /// Queries, keys and values after norm and rotation: [n, queryWidth + 2 · keyWidth].
    let attentionInput: Matrix
    /// Queries and keys before their norm: [n, queryWidth + keyWidth]; nil without query–key norm.
    let rawQueryKey: Matrix?
    /// Inverse RMS of each head of `rawQueryKey`: [1, n · (heads + keyHeads)].
    let queryKeyInverseRMS: Matrix?
    /// Output of attention: [n, queryWidth].
    let attention: Matrix
    /// Projected attention before its norm: [n, hidden]; nil without post-norm.
    let rawAttentionOutput: Matrix?
    let attentionOutputInverseRMS: Matrix?
    /// The residual stream between attention and feed-forward: [n, hidden].
    let middle: Matrix
    let middleInverseRMS: Matrix
    /// Gate and up: [n, 2 · feedForward].
    let gateUp: Matrix
    /// Projected feed-forward before its norm: [n, hidden]; nil without post-norm.
    let rawFeedForwardOutput: Matrix?
    let feedForwardOutputInverseRMS: Matrix?
    /// Low-rank activations x · Aᵀ of each projection group: [n, rank].
    let lowRank: [Matrix]
}

/// Memory for the activations of several layers, laid out anew for each pass and grown when needed.
package struct ActivationMemory {
    private var buffer = GrowingBuffer()

    /// No memory yet.
    package init() {}

    /// Activations of `layers` layers and the output of the last, for `rows` rows and adapters of at most
    /// `ranks` (for each projection group).
    ///
    /// When the backward pass `recomputes` them, layers have inputs of their own and share all else.
    package mutating func prepare(
        _ configuration: ModelConfiguration, layers: Int, rows: Int, ranks: [Int], recomputes: Bool = false
    ) -> (layers: [LayerActivations], output: Matrix) {
        let plan = Plan(configuration, layers: layers, rows: rows, ranks: ranks, recomputes: recomputes)
        let start = buffer.vector(plan.memory.count)
        return (plan.slots.map { $0.view(start) }, plan.output.view(start))
    }

    /// Floats that ``prepare`` takes.
    static func count(
        _ configuration: ModelConfiguration, layers: Int, rows: Int, ranks: [Int], recomputes: Bool
    ) -> Int {
        Plan(configuration, layers: layers, rows: rows, ranks: ranks, recomputes: recomputes).memory.count
    }

    private struct Plan {
        var memory = MemoryPlan()
        var slots: [LayerSlots] = []
        let output: MemoryPlan.Slot

        init(_ c: ModelConfiguration, layers: Int, rows: Int, ranks: [Int], recomputes: Bool) {
            for _ in 0..<layers {
                var next = recomputes ? slots.first : nil
                next?.input = memory.add(rows, c.hidden)
                slots.append(next ?? LayerSlots(&memory, c, rows: rows, ranks: ranks))
            }
            output = memory.add(rows, c.hidden)
        }
    }
}

private struct LayerSlots {
    var input: MemoryPlan.Slot
    let attentionInput, attention, middle, gateUp: MemoryPlan.Slot
    let inputInverseRMS, middleInverseRMS: MemoryPlan.Slot
    var rawQueryKey, queryKeyInverseRMS: MemoryPlan.Slot?
    var rawAttentionOutput, attentionOutputInverseRMS: MemoryPlan.Slot?
    var rawFeedForwardOutput, feedForwardOutputInverseRMS: MemoryPlan.Slot?
    let lowRank: [MemoryPlan.Slot]

    init(_ plan: inout MemoryPlan, _ c: ModelConfiguration, rows: Int, ranks: [Int]) {
        input = plan.add(rows, c.hidden)
        inputInverseRMS = plan.add(1, rows)
        attentionInput = plan.add(rows, c.attentionInputWidth)
        attention = plan.add(rows, c.queryWidth)
        middle = plan.add(rows, c.hidden)
        middleInverseRMS = plan.add(1, rows)
        gateUp = plan.add(rows, 2 * c.feedForward)
        if c.hasQueryKeyNorm {
            rawQueryKey = plan.add(rows, c.queryWidth + c.keyWidth)
            queryKeyInverseRMS = plan.add(1, rows * (c.heads + c.keyHeads))
        }
        if c.hasPostNorm {
            rawAttentionOutput = plan.add(rows, c.hidden)
            attentionOutputInverseRMS = plan.add(1, rows)
            rawFeedForwardOutput = plan.add(rows, c.hidden)
            feedForwardOutputInverseRMS = plan.add(1, rows)
        }
        lowRank = ranks.map { plan.add(rows, $0) }
    }

    func view(_ start: UnsafeMutablePointer<Float>) -> LayerActivations {
        LayerActivations(
            input: input.view(start), inputInverseRMS: inputInverseRMS.view(start),
            attentionInput: attentionInput.view(start), rawQueryKey: rawQueryKey?.view(start),
            queryKeyInverseRMS: queryKeyInverseRMS?.view(start), attention: attention.view(start),
            rawAttentionOutput: rawAttentionOutput?.view(start),
            attentionOutputInverseRMS: attentionOutputInverseRMS?.view(start), middle: middle.view(start),
            middleInverseRMS: middleInverseRMS.view(start), gateUp: gateUp.view(start),
            rawFeedForwardOutput: rawFeedForwardOutput?.view(start),
            feedForwardOutputInverseRMS: feedForwardOutputInverseRMS?.view(start),
            lowRank: lowRank.map { $0.view(start) })
    }
}
