import LanguageModel

extension Adapter {
    /// What is asked of an update: with the reader stacked upon it, where there is one.
    func asked(through reader: Adapter?, in model: LanguageModel) -> Adapter {
        reader.map { stacked(below: $0, in: model.configuration) } ?? self
    }
}
