import LanguageModel

extension Adapter {
    /// An adapter with finite factors whose numbers overflow in whatever a model computes with it.
    static func wild(_ configuration: ModelConfiguration) -> Adapter {
        let adapter = Adapter(configuration, LoRAConfiguration(rank: 2, alpha: 2), seed: 1)
        adapter.parameters.start.update(repeating: 1e30, count: adapter.parameters.count)
        return adapter
    }
}
