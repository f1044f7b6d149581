public import LanguageModel

/// A journal that also keeps adapters: the policy of each round, half-way and in the end, and those of candidates when
/// asked to.
public protocol OuterLoopJournal: RunJournal {
    /// The adapter that was kept under `key`, or nil.
    func adapter(_ key: String) async throws -> Adapter?

    /// Keeps an adapter, a policy's or a candidate's; it is safe when the call returns.
    func keep(_ adapter: Adapter, as key: String, isPolicy: Bool) async throws

    /// The training of an adapter laid out like `initial` that was put aside last, or nil when there is none that can
    /// be gone on with.
    func checkpoint(like initial: Adapter) async throws -> TrainingCheckpoint?

    /// Puts a training aside in place of the one before, or forgets that one; it is safe when the call returns.
    func keep(checkpoint: TrainingCheckpoint?) async throws
}

extension InMemoryJournal: OuterLoopJournal {
    /// The adapter that was kept under `key`, or nil.
    public func adapter(_ key: String) -> Adapter? { adapters[key] }

    /// Keeps an adapter.
    public func keep(_ adapter: Adapter, as key: String, isPolicy: Bool) { adapters[key] = adapter }

    /// The training that was put aside, or nil.
    public func checkpoint(like initial: Adapter) -> TrainingCheckpoint? { checkpoint }

    /// Puts a training aside, or forgets it.
    public func keep(checkpoint: TrainingCheckpoint?) { self.checkpoint = checkpoint }
}
