/// How much main memory a model's work takes, computed from sizes before anything is taken.
///
/// The whole is a sum of what is there at the same time at the peak; P is the number of an adapter's parameters, n the
/// rows of a pass (``Pack``), V the vocabulary, and a number takes four bytes:
///
/// - **Weights** as they are packed, rotations, tokenizer and program (``base``).
/// - **Adapters**: P for a start, which those of one training may share, and P for each that is trained.
/// - **Gradients and optimizer state**: 3 · P for each that is trained at the same time (AdamW has two moments); those
///   of a training that pauses keep 2 · P.
/// - **Activations**: what ``LayerActivations`` holds, n rows of each layer from the lowest adapted one up; when they
///   are made again in the backward pass, n · hidden for each layer and the whole of one.
/// - **What lies below the lowest adapted layer**: kept from epoch to epoch as far as there is room.
/// - **A pass's scratch memory**: gradients of one layer, normalised and activated rows, rows as packed weights read
///   them, scores of a block of queries for each thread.
/// - **Logits**: up to 128 rows of V in training, once more as packed weights read them; 64 in generation.
/// - **A watch**: V for each place of the base's answers to its probes, and the cache of its probes.
/// - **Caches**: keys and values of all layers for each token of a text that is being read or written.
package struct MemoryModel: Sendable {
    /// Program, libraries and tokenizer, as measured: what is there besides the model's numbers.
    private static let program = 64 << 20
    /// Bytes of a token of the vocabulary with its place in the tables, as measured.
    private static let tokenBytes = 400

    private let configuration: ModelConfiguration
    private let weightBytes: Int
    private let threads: Int

    /// The memory of a loaded model that computes on so many threads.
    package init(_ parts: ModelParts, threads: Int) {
        configuration = parts.configuration
        weightBytes = parts.weights.byteCount + parts.rotary.byteCount
        self.threads = threads
    }

    /// Bytes that are there as soon as the model has read something: the model, and the memory of a pass without
    /// gradients.
    package var base: Int {
        let c = configuration
        let rows = Generator.prefillLimit
        let floats =
            layer(rows: rows) + shared(rows: rows) + Generator.rowLimit * (c.vocabulary + 2 * c.hidden)
        return Self.program + Self.tokenBytes * c.vocabulary + weightBytes + bytes(floats)
    }

    /// Bytes of keys and values that a token takes.
    package var cacheBytesPerToken: Int { bytes(configuration.layers * 2 * configuration.keyWidth) }

    /// Bytes at the peak of a training, the base among them; nothing is kept below the lowest adapted layer.
    package func training(_ shapes: [TrainingShape], _ plan: TrainingPlan) -> Int {
        let c = configuration
        let lowest = shapes.map(\.lowestLayer).min() ?? c.layers
        let (rows, longest) = (plan.rows(shapes), shapes.map(\.longest).max() ?? 0)
        let ranks = ProjectionGroup.allCases.map { group in
            shapes.map { $0.ranks[group.rawValue] }.max() ?? 0
        }
        var floats = ActivationMemory.count(
            c, layers: c.layers - lowest, rows: rows, ranks: ranks, recomputes: plan.recomputes)
        // What answers have of their own is theirs.
        floats += shared(rows: rows)
        // The gradients of one block, with that of its output as it comes and as it goes on.
        let gradients =
            2 * c.hidden + c.attentionInputWidth + c.queryWidth + c.feedForward + (ranks.max() ?? 0)
            + (c.hasPostNorm ? c.hidden : 0)
        floats += rows * gradients
        floats += threads * 2 * min(Attention.queryBlock, longest) * longest
        // With a row of each thread for soft targets.
        floats += min(OutputLoss.chunk, rows) * (c.vocabulary + 3 * c.hidden) + threads * c.vocabulary
        // Layers below have a pass without gradients.
        if lowest > 0 {
            floats += rows * c.hidden + layer(rows: rows)
        }
        return base + bytes(floats) + bytes(adapters(shapes, together: plan.together))
    }

    /// Bytes that a watch takes beside a training.
    func watching(_ probes: TrainingWatch.Probes) -> Int {
        bytes(
            Watcher.keptFloats(probes, vocabulary: configuration.vocabulary)
                + Generator.rowLimit * (configuration.vocabulary + 2 * configuration.hidden))
            + probes.cachedTokens * cacheBytesPerToken
    }

    /// Floats of starts, factors, gradients and moments.
    private func adapters(_ shapes: [TrainingShape], together: Int) -> Int {
        let paused = shapes.filter(\.isPaused).map { 2 * $0.parameters }.reduce(0, +)
        let own = shapes.map { $0.parameters + $0.startParameters }.reduce(0, +)
        let working = stride(from: 0, to: shapes.count, by: max(1, min(together, shapes.count))).map {
            first in
            shapes[first..<min(first + together.clamped(to: 1...shapes.count), shapes.count)]
                .map { 3 * $0.parameters }.reduce(0, +)
        }
        return own + paused + (working.max() ?? 0)
    }

    /// Floats of the activations of a pass without gradients, which has those of one layer.
    private func layer(rows: Int) -> Int {
        ActivationMemory.count(
            configuration, layers: 1, rows: rows, ranks: ProjectionGroup.allCases.map { _ in 0 },
            recomputes: false)
    }

    /// Floats of scratch memory that passes with and without gradients share.
    private func shared(rows: Int) -> Int {
        let c = configuration
        let widest = max(2 * c.feedForward, c.attentionInputWidth, c.hidden, c.queryWidth)
        let panel = max(rows * widest, min(rows, OutputLoss.chunk) * c.vocabulary)
        return rows * (c.feedForward + c.hidden * (c.hasPostNorm ? 2 : 1)) + panel
    }

    private func bytes(_ floats: Int) -> Int { floats * MemoryLayout<Float>.stride }
}

extension Int {
    fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
