/// One job under way: its adapter, gradients and optimizer state.
final class TrainingRun {
    let adapter: Adapter
    /// Sums of the gradients of the current optimizer step, laid out like the adapter's parameters.
    let gradients: FloatBuffer
    private let job: TrainingJob
    private let moments: OptimizerState
    /// Optimizer steps at which the run ends or pauses.
    private let end: Int
    private var step: Int
    private var batch = 0
    private var stepLoss: Float = 0
    private var losses: [Float]
    private var gradientNorms: [Float]
    private var rows: Int
    private var failure: String?
    private var looks: [TrainingLook]

    init(_ job: TrainingJob) {
        self.job = job
        adapter = (job.resumed?.adapter ?? job.initial).copy()
        gradients = FloatBuffer(count: adapter.layout.count)
        moments = job.resumed?.state?.copy() ?? OptimizerState(count: adapter.layout.count)
        losses = job.resumed?.losses ?? []
        gradientNorms = job.resumed?.gradientNorms ?? []
        rows = job.resumed?.rows ?? 0
        failure = job.resumed?.failure
        looks = job.resumed?.looks ?? []
        let left = job.stepsLeft
        (step, end) = (left.lowerBound, left.upperBound)
    }

    var isFinished: Bool { failure != nil || step == end }

    /// Optimizer steps that were made.
    var stepsMade: Int { step }

    /// Whether it is time to look at the adapter.
    var isDue: Bool {
        failure == nil && batch == 0 && step > 0 && job.looks.contains(step) && looks.last?.step != step
    }

    /// Takes in what was seen; ends the run when the verdict says so.
    func take(_ look: TrainingLook, _ verdict: (TrainingLook, TrainingJob) -> String?) {
        looks.append(look)
        failure = verdict(look, job)
    }

    /// Micro-batches of the current optimizer step.
    var batchesInStep: Int { job.steps[step].count }

    /// Whether the next batch begins an optimizer step: its gradients replace those of the step before.
    var isFirstBatch: Bool { batch == 0 }

    /// The sequences of the next forward and backward pass.
    var nextBatch: [TrainingSequence] { job.steps[step][batch].map { job.sequences[$0] } }

    /// Takes in the losses of the batch that was computed, one for each token that bears loss; its gradients
    /// are in ``gradients`` by now.
    ///
    /// Ends an optimizer step when the batch was its last.
    func finishBatch(losses batchLosses: ArraySlice<Float>, pool: ThreadPool) {
        let settings = job.settings
        rows += nextBatch.map(\.tokens.count).reduce(0, +)
        if !batchLosses.isEmpty {
            let mean = batchLosses.reduce(0.0) { $0 + Double($1) } / Double(batchLosses.count)
            stepLoss += Float(mean) / Float(batchesInStep)
        }
        batch += 1
        guard batch == batchesInStep else { return }
        let norm = pool.norm(gradients)
        guard stepLoss.isFinite, norm.isFinite else {
            failure =
                "the \(stepLoss.isFinite ? "gradient" : "loss") became \(stepLoss.isFinite ? norm : stepLoss) "
                + "at step \(step + 1) of \(job.steps.count)"
            return
        }
        // As torch.nn.utils.clip_grad_norm_: the small constant is part of its definition.
        let scale = settings.gradientClip.map { min(1, $0 / (norm + 1e-6)) } ?? 1
        let rate = settings.learningRate(step: step, of: job.steps.count)
        pool.adamW(
            adapter.parameters, gradients: gradients, moments: moments, settings, rate: rate,
            gradientScale: scale, step: step + 1)
        losses.append(stepLoss)
        gradientNorms.append(norm)
        stepLoss = 0
        batch = 0
        step += 1
        // Between two steps the next loss would tell.
        if step == job.steps.count, !adapter.parameters.isFinite {
            failure = "the adapter's factors became infinite at step \(step) of \(job.steps.count)"
        }
    }

    /// What has been reached.
    ///
    /// With `stopped`, the run was ended from outside.
    func result(stopped: Bool) -> TrainedAdapter {
        TrainedAdapter(
            adapter: adapter, losses: losses, gradientNorms: gradientNorms, rows: rows,
            failure: failure ?? (stopped ? "stopped at step \(step) of \(job.steps.count)" : nil),
            looks: looks,
            state: step < job.steps.count ? moments : nil)
    }
}
