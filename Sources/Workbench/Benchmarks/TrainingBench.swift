import Files
import LanguageModel

/// Times the inner loop: adapters of rank 32 on all seven projections.
struct TrainingBench {
    let engine: Engine
    let repeats: Int

    /// Rows a second of each epoch; the first epoch warms up and is not counted.
    ///
    /// - Throws: What training throws.
    func rates(
        _ sequences: [[Int32]], candidates: Int, batchSize: Int = 1,
        progress: @escaping @Sendable (_ share: Double) -> Void = { _ in }
    ) async throws -> Samples {
        let watch = Stopwatch()
        let jobs = jobs(sequences, candidates: candidates, batchSize: batchSize, epochs: repeats + 1)
        try await train(jobs) { done, total in
            watch.note(done)
            progress(Double(done) / Double(max(1, total)))
        }
        // Every adapter has the same rows, so their epochs end together.
        let rows = sequences.map(\.count).reduce(0, +) * candidates
        let ends = (1...repeats + 1).compactMap { epoch in
            watch.noted.first { $0.count >= epoch * rows }?.seconds
        }
        return Samples(zip(ends, ends.dropFirst()).map { Double(rows) / ($1 - $0) })
    }

    /// How many times as long the whole inner loop takes with all layers as with the upper half, in turn.
    ///
    /// - Throws: What training throws.
    func gainOfUpperLayers(_ sequences: [[Int32]], epochs: Int) async throws -> Samples {
        let layers = engine.model.configuration.layers
        var ratios: [Double] = []
        for _ in 0..<repeats {
            let all = try await seconds(jobs(sequences, candidates: 1, epochs: epochs))
            let upper = try await seconds(
                jobs(sequences, candidates: 1, epochs: epochs, layers: layers / 2..<layers))
            ratios.append(all / upper)
        }
        return Samples(ratios)
    }

    /// Adapters that learn the same in different orders.
    func jobs(
        _ sequences: [[Int32]], candidates: Int, batchSize: Int = 1, epochs: Int, layers: Range<Int>? = nil
    ) -> [TrainingJob] {
        var settings = TrainingSettings()
        settings.epochs = epochs
        settings.batchSize = batchSize
        let initial = Adapter(engine.model.configuration, LoRAConfiguration(layers: layers), seed: 0)
        return (0..<candidates).map { index in
            TrainingJob(
                initial: initial, sequences: sequences.map { TrainingSequence(tokens: $0) },
                settings: settings, seed: UInt64(index))
        }
    }

    /// Trains and makes sure that nothing failed.
    ///
    /// - Throws: What training throws, `Diagnosis` when an adapter can't be trained.
    @discardableResult
    func train(
        _ jobs: [TrainingJob], progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> [TrainedAdapter] {
        let trained = try await engine.train(jobs, progress: progress)
        if let failure = trained.compactMap(\.failure).first {
            throw Diagnosis(file: "training", problem: failure, remedy: "check the sequences")
        }
        return trained
    }

    private func seconds(_ jobs: [TrainingJob]) async throws -> Double {
        let watch = Stopwatch()
        try await train(jobs)
        return watch.seconds
    }
}
