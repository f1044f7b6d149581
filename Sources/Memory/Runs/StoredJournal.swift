import Files
public import Foundation
public import SelfAdaptation

/// The journal of a run in the store's database: what it has finished survives the end of the process.
public actor StoredJournal: RunJournal {
    private let runs: RunStore
    private let run: RunStore.Run
    private var entries: [String: Data]
    /// Held as long as the journal lives.
    private let lock: FileLock
    /// Whether an earlier process had begun this run and not finished it.
    public nonisolated let isResumed: Bool

    /// Takes up a run that is kept under a name.
    ///
    /// - Throws: `Diagnosis`, with `.busy` when it is going on elsewhere or was changed just now.
    public init(_ store: AdapterStore, experiment: ExperimentRecord) throws {
        try self.init(RunStore(store), key: experiment.key) { runs in
            let now = try runs.unchanged(experiment)
            let run = RunStore.Run(id: now.id, key: now.key, created: now.created)
            return (run, try runs.entries(of: now))
        }
    }

    /// Finds or begins the run of a key: the digest of everything that decides the run's results.
    ///
    /// - Throws: `Diagnosis`, with `.busy` when the same run is going on elsewhere.
    public init(_ store: AdapterStore, key: String) throws {
        try self.init(RunStore(store), key: key) { try $0.begin(key) }
    }

    /// Takes the run's lock first: what is read afterwards is what no other process changes.
    private init(
        _ runs: RunStore, key: String, _ open: (RunStore) throws -> (RunStore.Run, [RunStore.Entry])
    ) throws {
        lock = try RunLock.take(RunLock.path(key: key, home: runs.home))
        self.runs = runs
        let (run, entries) = try open(runs)
        self.run = run
        self.entries = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, Data($0.payload.utf8)) })
        isResumed = !entries.isEmpty
    }

    /// What was recorded under `key`, or nil.
    public func entry(_ key: String) -> Data? { entries[key] }

    /// Records a JSON value; it is on disk when the call returns.
    ///
    /// - Throws: `Diagnosis`.
    public func record(_ key: String, _ entry: Data) throws {
        try runs.record(run, key, String(decoding: entry, as: UTF8.self))
        entries[key] = entry
    }

    /// Removes the run with all that it has recorded: what it was about has changed, or is to be forgotten.
    ///
    /// - Throws: `Diagnosis`.
    public func discard() throws {
        try runs.discard(run)
        entries = [:]
    }

    /// Notes that the run has reached its end: the same run begins anew next time.
    ///
    /// - Throws: `Diagnosis`.
    public func finish() throws { try runs.finish(run) }

    /// Notes that a run has reached its end, and keeps what it has learned and from what: text, self-edits, study material,
    /// questions, answers and scores.
    ///
    /// - Parameters:
    ///   - report: What was tried and reached.
    ///   - source: What was learned.
    ///   - base: The base that learned.
    ///   - adapter: The adapter that was kept, already in the store.
    ///   - verdict: What the guard found of it: with that it becomes part of a version.
    ///   - date: When.
    /// - Returns: The version; `nil` where there is no adapter.
    /// - Throws: `Diagnosis`.
    public func finish(
        _ report: LearningReport, of source: SourceDescription, base: ModelReference,
        adapter: AdapterRecord?, verdict: GuardVerdict?, date: Date = Date()
    ) throws -> VersionRecord? {
        try runs.finish(
            run,
            with: LearnedMaterial(
                report: report, source: source, base: base, adapter: adapter?.hash, verdict: verdict,
                run: run.id, date: date))
    }
}
