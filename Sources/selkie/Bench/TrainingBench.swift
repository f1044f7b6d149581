import LanguageModel

/// Times the inner loop: some adapters trained together, batch 1 each, rank 32 on all seven projections.
struct TrainingBench {
    let engine: Engine
    let sequences: [[Int32]]
    let repeats: Int

    /// Rows of one micro-batch of a single adapter, on average.
    var rowsPerStep: Int { max(1, sequences.map(\.count).reduce(0, +) / sequences.count) }

    /// Rows a second of each epoch; the first epoch warms up and is not counted.
    ///
    /// - Throws: What training throws.
    func rates(candidates: Int, progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void)
        async throws
        -> Samples
    {
        var settings = TrainingSettings()
        settings.epochs = repeats + 1
        let initial = Adapter(engine.model.configuration, LoRAConfiguration(), seed: 0)
        let jobs = (0..<candidates).map { index in
            TrainingJob(
                initial: initial,
                sequences: sequences.map { TrainingSequence(tokens: $0) }, settings: settings,
                seed: UInt64(index))
        }
        let watch = Stopwatch()
        let trained = try await engine.train(jobs) { done, total in
            watch.note(done)
            progress(done, total)
        }
        if let failure = trained.compactMap(\.failure).first {
            throw CommandError(file: "training", problem: failure, remedy: "check the sequences")
        }
        return Samples(epochs(watch.noted, rows: sequences.map(\.count).reduce(0, +) * candidates))
    }

    /// The rate of each epoch but the first; every adapter has the same rows, so their epochs end together.
    private func epochs(_ laps: [(count: Int, seconds: Double)], rows: Int) -> [Double] {
        let ends = (1...repeats + 1).compactMap { epoch in laps.first { $0.count >= epoch * rows }?.seconds }
        return zip(ends, ends.dropFirst()).map { Double(rows) / ($1 - $0) }
    }
}
