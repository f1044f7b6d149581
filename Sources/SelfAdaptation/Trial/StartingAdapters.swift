import LanguageModel

/// The adapters that trainings start from: those of one shape and seed are made once, so that updates differ by what they
/// learn alone.
struct StartingAdapters {
    private let configuration: ModelConfiguration
    private var made: [(lora: LoRAConfiguration, seed: UInt64, adapter: Adapter)] = []

    init(for model: LanguageModel) { configuration = model.configuration }

    /// The training of a study: its start and the order of its sequences follow from two seeds.
    mutating func job(_ study: Study, start: UInt64, order: UInt64) -> TrainingJob {
        let lora = study.innerLoop.lora
        let known = made.first { $0.lora == lora && $0.seed == start }?.adapter
        let initial = known ?? Adapter(configuration, lora, seed: start)
        if known == nil { made.append((lora, start, initial)) }
        var settings = study.innerLoop.training
        if let tokens = study.tokens { settings.epochs = study.epochs(to: tokens) }
        var job = TrainingJob(
            initial: initial, sequences: study.sequences, settings: settings, seed: order)
        if let tokens = study.tokens { job.end(at: tokens) }
        return job
    }
}

extension Study {
    /// Epochs in which so many tokens are trained.
    fileprivate func epochs(to tokens: Int) -> Int {
        let epoch = max(1, rowsOfEpoch)
        return max(1, (tokens + epoch - 1) / epoch)
    }
}

extension TrainingJob {
    /// Leaves out the optimizer steps that begin after so many tokens.
    fileprivate mutating func end(at tokens: Int) {
        var sum = 0
        steps = Array(
            steps.prefix { step in
                defer { sum += step.joined().reduce(0) { $0 + sequences[$1].tokens.count } }
                return sum < tokens
            })
    }
}
