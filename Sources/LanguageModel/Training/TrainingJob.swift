/// A sequence to learn from.
public struct TrainingSequence: Sendable, Equatable {
    /// Token ids, at least two.
    public var tokens: [Int32]
    /// The first token that bears loss: 1 for all tokens (nothing predicts the first), more for a completion.
    public var lossStart: Int { didSet { lossStart = max(1, lossStart) } }

    /// Tokens after that which bear no loss: what others say between the answers of a conversation.
    public var heard: [Range<Int>] = []

    /// What its gradient is multiplied by; a negative one makes the sequence less likely.
    public var weight: Float

    /// What a teacher finds likely in each place that bears loss; `nil` where the tokens alone are learned.
    public var soft: SoftTargets?

    /// All tokens bear loss, with weight 1, unless told otherwise.
    public init(tokens: [Int32], lossStart: Int = 1, weight: Float = 1, soft: SoftTargets? = nil) {
        self.tokens = tokens
        self.lossStart = max(1, lossStart)
        self.weight = weight
        self.soft = soft
    }

    /// Number of tokens that bear loss.
    public var lossCount: Int { learned.count }

    /// The tokens that bear loss, as indices.
    var learned: [Int] {
        let all = lossStart..<max(lossStart, tokens.count)
        return heard.isEmpty ? Array(all) : all.filter { index in !heard.contains { $0.contains(index) } }
    }
}

/// One adapter to train: its start, what it learns from, and how.
public struct TrainingJob: Sendable {
    /// The adapter to start from; it is not changed.
    public var initial: Adapter
    /// What it learns from.
    public var sequences: [TrainingSequence]
    /// How.
    public var settings: TrainingSettings
    /// For each optimizer step its micro-batches, each a list of indices into `sequences`.
    public var steps: [[[Int]]]
    /// Optimizer steps after which training pauses, so that it can be judged half-way; `nil` goes to the end.
    public var pause: Int?
    /// Where a paused training of the same job goes on; `nil` begins at `initial`.
    public var resumed: TrainedAdapter?
    /// Optimizer steps after which a ``TrainingWatch``, where there is one, looks at the adapter.
    public var looks: Set<Int> = []

    /// A job whose sequences are shuffled anew for every epoch by `seed`.
    public init(initial: Adapter, sequences: [TrainingSequence], settings: TrainingSettings, seed: UInt64) {
        self.init(
            initial: initial, sequences: sequences, settings: settings,
            steps: Self.plan(count: sequences.count, settings, seed: seed))
    }

    /// A job with the order of sequences given: `steps` holds for each optimizer step its micro-batches.
    public init(
        initial: Adapter, sequences: [TrainingSequence], settings: TrainingSettings, steps: [[[Int]]]
    ) {
        self.initial = initial
        self.sequences = sequences
        self.settings = settings
        self.steps = steps
    }

    /// Rows (tokens) of all its steps.
    public var rows: Int { steps.joined().joined().reduce(0) { $0 + sequences[$1].tokens.count } }

    /// Optimizer steps that are still to be made, to the end or the pause.
    var stepsLeft: Range<Int> {
        let start = min(resumed?.losses.count ?? 0, steps.count)
        return start..<max(start, min(steps.count, pause ?? steps.count))
    }

    /// Rows (tokens) of ``stepsLeft``.
    package var rowsLeft: Int {
        steps[stepsLeft].joined().joined().reduce(0) { $0 + sequences[$1].tokens.count }
    }

    /// The same job up to a share of its optimizer steps, going on where `earlier` paused.
    public func paused(at share: Double, from earlier: TrainedAdapter?) -> TrainingJob {
        var job = self
        job.pause = share < 1 ? Int((share * Double(steps.count)).rounded()) : nil
        job.resumed = earlier
        return job
    }

    private static func plan(count: Int, _ settings: TrainingSettings, seed: UInt64) -> [[[Int]]] {
        var generator = SeededGenerator(seed: seed)
        var steps: [[[Int]]] = []
        let (batchSize, accumulation) = (max(1, settings.batchSize), max(1, settings.accumulation))
        for _ in 0..<max(0, settings.epochs) {
            let order = Array(0..<count).shuffled(using: &generator)
            let batches = stride(from: 0, to: count, by: batchSize).map {
                Array(order[$0..<min($0 + batchSize, count)])
            }
            steps += stride(from: 0, to: batches.count, by: accumulation).map {
                Array(batches[$0..<min($0 + accumulation, batches.count)])
            }
        }
        return steps
    }
}

/// What training a job came to.
public struct TrainedAdapter: Sendable {
    /// The adapter after the last step that it took.
    public let adapter: Adapter
    /// Mean loss over the tokens of each optimizer step, in nats.
    public let losses: [Float]
    /// Norm of the gradient of each optimizer step, before clipping.
    public let gradientNorms: [Float]
    /// Rows (tokens) trained on.
    public let rows: Int
    /// Why training ended early; `nil` when it went to its end, or to its pause.
    public let failure: String?
    /// What a ``TrainingWatch`` saw, in order; when it ended the training, that was after the last look.
    public let looks: [TrainingLook]
    /// What a paused training needs to go on, apart from the job; `nil` at its end.
    package let state: OptimizerState?
}
