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
        return TrainingJob(
            initial: initial, sequences: study.sequences, settings: study.innerLoop.training, seed: order)
    }
}
