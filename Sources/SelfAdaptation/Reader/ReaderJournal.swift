public import LanguageModel

/// Where a reader's training keeps what it has done, so that after an interruption it goes on there.
public protocol ReaderJournal: Sendable {
    /// The adapter that learned a passage, by its place; `nil` when it did not yet, or is not of a shape.
    func passage(_ passage: Int, like initial: Adapter, for configuration: ModelConfiguration) -> Adapter?

    /// Keeps the adapter that learned a passage.
    ///
    /// - Throws: `Diagnosis` when it can't be written.
    func keep(_ adapter: Adapter, passage: Int, layers: Int) throws
}
