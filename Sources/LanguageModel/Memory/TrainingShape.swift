/// What decides the memory of one training job.
public struct TrainingShape: Sendable {
    /// Parameters of its adapter.
    let parameters: Int
    /// Parameters of the adapter it starts from; 0 when another job has counted it.
    var startParameters: Int
    /// The largest stacked rank of each group of projections.
    let ranks: [Int]
    /// The lowest layer that it adapts.
    let lowestLayer: Int
    /// Rows (tokens) of its largest micro-batch.
    let rows: Int
    /// Tokens of its longest sequence.
    let longest: Int
    /// Whether its optimizer state outlives it, or came from an earlier part.
    let isPaused: Bool

    /// Trainings of which only the adapters' kind and the length of the sequences are known, `batch` of these at a time;
    /// with `oneStart` all begin with the same factors.
    public static func alike(
        _ count: Int, _ configuration: ModelConfiguration, _ lora: LoRAConfiguration, batch: Int,
        longest: Int, oneStart: Bool
    ) -> [TrainingShape] {
        let layout = AdapterLayout(configuration, lora)
        return (0..<count).map { index in
            var shape = TrainingShape(layout, rows: batch * longest, longest: longest, isPaused: false)
            if oneStart, index > 0 { shape.startParameters = 0 }
            return shape
        }
    }

    private init(_ layout: AdapterLayout, rows: Int, longest: Int, isPaused: Bool) {
        parameters = layout.count
        startParameters = layout.count
        ranks = ProjectionGroup.allCases.map { group in
            layout.groups.map { $0[group.rawValue]?.rank ?? 0 }.max() ?? 0
        }
        lowestLayer = layout.lowestLayer
        self.rows = rows
        self.longest = longest
        self.isPaused = isPaused
    }

    /// The shapes of jobs that are trained in one call; a start that several share is counted once.
    package static func of(_ jobs: [TrainingJob]) -> [TrainingShape] {
        var starts: Set<ObjectIdentifier> = []
        return jobs.map { job in
            let used = job.steps.joined()
            let rows = used.map { batch in batch.map { job.sequences[$0].tokens.count }.reduce(0, +) }
            var shape = TrainingShape(
                job.initial.layout, rows: rows.max() ?? 0,
                longest: used.joined().map { job.sequences[$0].tokens.count }.max() ?? 0,
                isPaused: job.pause != nil || job.resumed != nil)
            if !starts.insert(ObjectIdentifier(job.initial)).inserted { shape.startParameters = 0 }
            return shape
        }
    }
}
