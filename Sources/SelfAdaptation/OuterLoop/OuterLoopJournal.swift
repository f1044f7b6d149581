public import LanguageModel

/// A journal that also keeps adapters: the policy of each round, and those of candidates when asked to.
public protocol OuterLoopJournal: RunJournal {
    /// The adapter that was kept under `key`, or nil.
    func adapter(_ key: String) async throws -> Adapter?

    /// Keeps an adapter; it is safe when the call returns.
    func keep(_ adapter: Adapter, as key: String) async throws
}

extension InMemoryJournal: OuterLoopJournal {
    /// The adapter that was kept under `key`, or nil.
    public func adapter(_ key: String) -> Adapter? { adapters[key] }

    /// Keeps an adapter.
    public func keep(_ adapter: Adapter, as key: String) { adapters[key] = adapter }
}
