/// Trains several adapters together: one step packs the next micro-batch of every job, so that the base's
/// products run once on all rows, while each adapter gets exactly the update that it would get alone.
///
/// Source: the packed training of many adapters is the design's own; each adapter's update is LoRA
/// (arXiv 2106.09685) with AdamW.
package final class Trainer {
    private let transformer: Transformer
    private let backward: Backward
    private let loss: OutputLoss
    private let frozen: FrozenLayers
    private var memory = ActivationMemory()
    private var top = GrowingBuffer()

    /// A trainer over a transformer.
    package init(_ transformer: Transformer) {
        self.transformer = transformer
        frozen = FrozenLayers(transformer)
        backward = Backward(transformer)
        loss = OutputLoss(transformer)
    }

    /// Trains all jobs to their ends, laid out as `plan` says.
    ///
    /// `watcher` looks at adapters when their jobs say so, and may end their training; `progress` is told the rows trained
    /// so far and in all; when `shouldStop` says so, the run ends with what has been reached.
    package func train(
        _ jobs: [TrainingJob], _ plan: TrainingPlan = TrainingPlan(), watcher: Watcher? = nil,
        progress: (_ done: Int, _ total: Int) -> Void, shouldStop: () -> Bool
    ) -> [TrainedAdapter] {
        let total = jobs.map(\.rowsLeft).reduce(0, +)
        var done = 0
        frozen.limit = plan.keptFloats
        defer { frozen.clear() }
        let together = max(1, min(plan.together, jobs.count))
        return stride(from: 0, to: jobs.count, by: together).flatMap { first in
            // Gradients and moments of those before are gone by now.
            let runs = jobs[first..<min(first + together, jobs.count)].map(TrainingRun.init)
            while case let active = runs.filter({ !$0.isFinished }), !active.isEmpty {
                for group in groups(active, rowsInPass: plan.rowsInPass) {
                    if shouldStop() { return runs.map { $0.result(stopped: !$0.isFinished) } }
                    done += step(group, recomputes: plan.recomputes)
                    progress(done, total)
                }
                // Whoever has ended can wait for the others: looks at several cost little more than at one.
                let due = active.filter { $0.isDue && !$0.isFinished }
                guard look(at: due, watcher, shouldStop) else {
                    return runs.map { $0.result(stopped: !$0.isFinished) }
                }
            }
            guard look(at: runs.filter(\.isDue), watcher, shouldStop) else {
                return runs.map { $0.result(stopped: true) }
            }
            return runs.map { $0.result(stopped: false) }
        }
    }

    /// Looks at adapters; false when it was told to stop.
    private func look(at runs: [TrainingRun], _ watcher: Watcher?, _ shouldStop: () -> Bool) -> Bool {
        guard let watcher, !runs.isEmpty else { return true }
        guard
            let looks = try? watcher.look(
                at: runs.map(\.adapter), steps: runs.map(\.stepsMade), shouldStop: shouldStop)
        else { return false }
        for (run, look) in zip(runs, looks) { run.take(look, watcher.verdict) }
        return true
    }

    /// The loss of each token that bears loss, and the gradient of their mean, over the first micro-batch of each job.
    ///
    /// The gradient comes laid out like the adapter, before clipping and undivided by the step's other batches.
    package func firstGradients(_ jobs: [TrainingJob], recomputes: Bool = false) -> [(
        losses: [Float], gradient: Adapter
    )] {
        let runs = jobs.map(TrainingRun.init)
        defer { frozen.clear() }
        let losses = pass(runs, recomputes: recomputes).losses
        return zip(runs, losses).map { run, losses in
            let gradient = Adapter(layout: run.adapter.layout)
            for index in 0..<run.gradients.count {
                gradient.parameters.start[index] = run.gradients.start[index] * Float(run.batchesInStep)
            }
            return (Array(losses), gradient)
        }
    }

    /// Runs that are computed in one pass: they share the lowest layer which they adapt (together with others they
    /// would compute in vain), and their rows are within the bound.
    private func groups(_ runs: [TrainingRun], rowsInPass: Int) -> [[TrainingRun]] {
        let byLayer = Dictionary(grouping: runs, by: \.adapter.layout.lowestLayer).sorted { $0.key < $1.key }
        return byLayer.flatMap { _, runs in
            var groups: [[TrainingRun]] = []
            var rows = 0
            for run in runs {
                let added = run.nextBatch.map(\.tokens.count).reduce(0, +)
                if groups.isEmpty || rows + added > rowsInPass {
                    groups.append([])
                    rows = 0
                }
                groups[groups.count - 1].append(run)
                rows += added
            }
            return groups
        }
    }

    /// One forward and backward pass over the next micro-batch of each run; returns the rows computed.
    private func step(_ runs: [TrainingRun], recomputes: Bool) -> Int {
        let (rows, losses) = pass(runs, recomputes: recomputes)
        for (run, owned) in zip(runs, losses) { run.finishBatch(losses: owned, pool: transformer.pool) }
        return rows
    }

    /// Adds the gradients of the next micro-batch of each run to its sums; returns the rows computed and, for
    /// each run, the losses of its tokens.
    private func pass(_ runs: [TrainingRun], recomputes: Bool) -> (rows: Int, losses: [ArraySlice<Float>]) {
        let c = transformer.configuration
        var pack = Pack()
        var targets: [OutputLoss.Target] = []
        var owners: [Range<Int>] = []
        for run in runs {
            let first = targets.count
            let batch = run.nextBatch
            let count = batch.map(\.lossCount).reduce(0, +)
            for sequence in batch {
                let start = pack.rows
                pack.append(tokens: sequence.tokens, adapter: run.adapter)
                for (place, index) in sequence.learned.enumerated() {
                    targets.append(
                        OutputLoss.Target(
                            row: start + index - 1, token: sequence.tokens[index],
                            weight: sequence.weight / Float(count * run.batchesInStep),
                            soft: sequence.soft?.row(place)))
                }
            }
            owners.append(first..<targets.count)
        }
        let lowest = runs.map(\.adapter.layout.lowestLayer).min() ?? c.layers
        let activations = forward(pack, lowest: lowest, recomputes: recomputes)
        let d = top.matrix(rows: pack.rows, columns: c.hidden)
        let losses = loss.run(activations.output, targets, gradient: d)
        backward.run(
            d, pack,
            activations: { layer in
                // What the top layer left is still there.
                if recomputes, layer + 1 < c.layers { self.run(layer, lowest: lowest, activations, pack) }
                return activations.layers[layer - lowest]
            }, lowest: lowest,
            gradients: runs.filter { $0.adapter.layout.count > 0 }.map {
                AdapterGradient(block: $0.gradients, accumulates: !$0.isFirstBatch)
            })
        return (pack.rows, owners.map { losses[$0] })
    }

    /// What a forward pass keeps: activations from the lowest adapted layer up, and the output of the last.
    private typealias Kept = (layers: [LayerActivations], output: Matrix)

    /// Runs all blocks and keeps the activations from the lowest adapted layer up; only the inputs, and the activations
    /// of the last, when the others are to be made again.
    private func forward(_ pack: Pack, lowest: Int, recomputes: Bool) -> Kept {
        let layers = transformer.configuration.layers
        let kept = memory.prepare(
            transformer.configuration, layers: layers - lowest, rows: pack.rows,
            ranks: Transformer.ranks(pack), recomputes: recomputes)
        let input = kept.layers.first?.input ?? kept.output
        if lowest > 0 {
            frozen.run(pack, below: lowest, into: input)
        } else {
            transformer.embed(pack, into: input)
        }
        for layer in lowest..<layers { run(layer, lowest: lowest, kept, pack) }
        return kept
    }

    /// Runs one block; done again, it writes the same output to the same place.
    private func run(_ layer: Int, lowest: Int, _ kept: Kept, _ pack: Pack) {
        let place = layer - lowest
        let output = place + 1 < kept.layers.count ? kept.layers[place + 1].input : kept.output
        transformer.block(layer, kept.layers[place], output: output, pack)
        transformer.interlude?()
    }
}
