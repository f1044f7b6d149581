import LanguageModel

/// All that a reader learns, in the order in which it does.
struct ReaderPlan {
    /// What one kind of lesson has about one passage in an epoch.
    struct Batch {
        let kind: ReaderLessons.Kind
        let sequences: [TrainingSequence]
        /// What lies below the reader.
        let foundation: Adapter
    }

    let batches: [Batch]

    /// The lessons of passages; each has an adapter that learned it, and `bare` has learned nothing.
    init(
        _ items: some Collection<(item: KnowledgeItem, own: KnowledgeItem)>, _ learned: [Adapter],
        _ lessons: ReaderLessons, _ settings: ReaderSettings, epochs: Int, bare: Adapter
    ) throws {
        var generator = SeededGenerator(seed: settings.seed, stream: 2)
        var batches: [Batch] = []
        for _ in 0..<epochs {
            var ofEpoch: [Batch] = []
            for (item, adapter) in zip(items, learned) {
                for kind in settings.kinds {
                    let sequences = try lessons.sequences(
                        kind, kind == .ask ? item.item : item.own, generator: &generator)
                    guard !sequences.isEmpty else { continue }
                    ofEpoch.append(
                        Batch(
                            kind: kind, sequences: sequences,
                            foundation: kind == .recall ? adapter : bare))
                }
            }
            batches += ofEpoch.shuffled(using: &generator)
        }
        self.batches = batches
    }

    /// The training; `initial` is the reader upon an adapter that has learned nothing.
    func job(initial: Adapter, _ settings: TrainingSettings) -> TrainingJob {
        var (sequences, foundations, places) = ([TrainingSequence](), [Adapter](), [[Int]]())
        for batch in batches {
            places.append(Array(sequences.count..<sequences.count + batch.sequences.count))
            sequences += batch.sequences
            foundations += batch.sequences.map { _ in batch.foundation }
        }
        let size = max(1, settings.accumulation)
        let steps = stride(from: 0, to: places.count, by: size).map {
            Array(places[$0..<min($0 + size, places.count)])
        }
        var job = TrainingJob(initial: initial, sequences: sequences, settings: settings, steps: steps)
        job.foundations = foundations
        return job
    }
}
