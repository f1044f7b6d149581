import Memory
import ArgumentParser
import Files
import LanguageModel
import ModelLibrary

/// Which adapter a model computes with.
struct AdapterOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "An adapter: its name, the first digits of its hash, or a folder in PEFT's or MLX's format.",
            valueName: "name-or-path"),
        completion: .directory)
    var adapter: String?

    /// The adapter that was asked for; nil for the bare model.
    ///
    /// - Throws: `Diagnosis` when it cannot be used with this model.
    func load(
        for model: LanguageModel, from home: HomeOptions, in session: Session
    ) throws -> Adapter? {
        try adapter.map { try home.adapter($0, for: model, in: session) }
    }
}

extension HomeOptions {
    /// The store of adapters of this run; what had to be put right is told on standard error.
    ///
    /// - Parameters:
    ///   - session: Whose environment says where it is.
    ///   - isMade: Whether to make it when it is not there: for commands that put something in.
    /// - Returns: The store; an empty one where there is none and none is made.
    /// - Throws: `Diagnosis` when it cannot be opened.
    func adapters(in session: Session, isMade: Bool = false) throws -> AdapterStore {
        let path = folder(in: session).path
        let store = try isMade ? AdapterStore(home: path) : AdapterStore(lookingInto: path)
        for repair in store.repairs { session.note(repair) }
        return store
    }

    /// The adapter of a name, hash or path; a doubt about its base is told on standard error.
    ///
    /// - Throws: `Diagnosis` when it cannot be used with this model.
    func adapter(
        _ name: String, for model: LanguageModel, in session: Session
    ) throws -> Adapter {
        let store = try adapters(in: session)
        let loaded = try store.load(
            store.find(name), for: model.configuration, baseDigest: store.baseDigest(of: model.files))
        if let warning = loaded.warning { session.note(warning) }
        return loaded.adapter
    }

    /// The adapter of a name, hash or path as one that writes self-edits.
    ///
    /// - Throws: `Diagnosis` when it cannot be used with this model.
    func policy(_ name: String, for model: LanguageModel, in session: Session) throws -> WritingPolicy {
        let adapter = try adapter(name, for: model, in: session)
        return WritingPolicy(adapter: adapter, hash: AdapterStore.hash(of: adapter))
    }
}

extension AdapterStore {
    /// The policy of a name or hash.
    ///
    /// - Throws: `Diagnosis` for an adapter that is none, and when there is none of that name.
    func policy(named name: String) throws -> AdapterRecord {
        guard case .stored(let record) = try find(name), record.role == .policy else {
            throw Diagnosis(
                file: name, problem: "is no policy", remedy: "name an adapter that 'selkie train' has made")
        }
        return record
    }
}

/// An adapter that writes self-edits.
struct WritingPolicy {
    let adapter: Adapter
    /// Digest of its factors.
    let hash: String
}
