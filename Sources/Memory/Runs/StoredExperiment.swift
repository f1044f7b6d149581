import Files
public import Foundation
public import LanguageModel
public import SelfAdaptation

/// The journal of an experiment in the store, which also keeps its adapters there.
public actor StoredExperiment: OuterLoopJournal {
    private let store: AdapterStore
    private let journal: StoredJournal
    private let key: String
    private let name: String
    private let run: Int64
    private let model: LanguageModel
    private let base: ModelReference
    /// Whether an earlier process had begun it.
    public nonisolated let isResumed: Bool

    /// Takes up an experiment whose adapters belong to `model`.
    ///
    /// - Throws: `Diagnosis`, with `.busy` when it is going on elsewhere.
    public init(
        _ store: AdapterStore, _ record: ExperimentRecord, model: LanguageModel, base: ModelReference
    ) throws {
        self.store = store
        journal = try StoredJournal(store, experiment: record)
        key = record.key
        name = record.name
        run = record.id
        self.model = model
        self.base = base
        isResumed = journal.isResumed
    }

    /// What was recorded under `key`, or nil.
    public func entry(_ key: String) async -> Data? { await journal.entry(key) }

    /// Records a JSON value; it is on disk when the call returns.
    ///
    /// - Throws: `Diagnosis`.
    public func record(_ key: String, _ entry: Data) async throws { try await journal.record(key, entry) }

    /// The adapter that was kept under `key`, or nil when there is none or its folder is gone.
    ///
    /// - Throws: `Diagnosis` for a damaged folder.
    public func adapter(_ key: String) throws -> Adapter? {
        guard let kept = try RunStore(store).adapter(key, of: run),
            case .stored(let record)? = try? store.find(kept.hash)
        else { return nil }
        return try store.load(.stored(record), for: model.configuration, baseDigest: base.digest).adapter
    }

    /// Keeps an adapter in the store, named after the experiment.
    ///
    /// - Throws: `Diagnosis`.
    public func keep(_ adapter: Adapter, as key: String, isPolicy: Bool) throws {
        var description = AdapterDescription(
            title: "\(name) \(key)", base: base, sources: ["run \(name)"])
        description.role = isPolicy ? .policy : .candidate
        let record = try store.save(adapter, description, layers: model.configuration.layers)
        try RunStore(store).keep(
            KeptAdapter(hash: record.hash, name: record.name, role: description.role), as: key, of: run)
    }

    /// The training that was put aside last, or nil when there is none that fits: it then begins anew.
    public func checkpoint(like initial: Adapter) -> TrainingCheckpoint? {
        try? TrainingCheckpoint(path: checkpointPath, like: initial)
    }

    /// Puts a training aside in a file of its own, or removes that file.
    ///
    /// - Throws: `Diagnosis` when it can't be written.
    public func keep(checkpoint: TrainingCheckpoint?) throws {
        guard let checkpoint else { return RunStore.removeCheckpoint(key: key, home: store.home) }
        try checkpoint.write(to: checkpointPath, in: store.files)
    }

    private var checkpointPath: String { RunStore.checkpointPath(key: key, home: store.home) }

    /// Notes that the experiment has reached its end.
    ///
    /// - Throws: `Diagnosis`.
    public func finish() async throws { try await journal.finish() }
}

extension RunStore {
    /// Where a run's unfinished training is kept.
    static func checkpointPath(key: String, home: String) -> String {
        "\(home)/.run-\(key.prefix(16)).safetensors"
    }

    /// Removes what is kept of a run's unfinished training, and what a process left that was killed while it wrote.
    static func removeCheckpoint(key: String, home: String) {
        try? FileManager.default.removeItem(atPath: checkpointPath(key: key, home: home))
        _ = FileSystem.system.removeLeftovers(in: home)
    }
}
