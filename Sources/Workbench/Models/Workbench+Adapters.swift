import Files
package import LanguageModel
package import Memory
import ModelLibrary

extension Workbench {
    /// The store of adapters and runs; what had to be put right is told.
    ///
    /// - Parameter isMade: Whether to make it when it is not there: for work that puts something in.
    /// - Returns: The store; an empty one where there is none and none is made.
    /// - Throws: `Diagnosis` when it cannot be opened.
    package func store(isMade: Bool = false) throws -> AdapterStore {
        if let resident { return resident.store }
        let store = try isMade ? AdapterStore(home: home.path) : AdapterStore(lookingInto: home.path)
        for repair in store.repairs { note(.remark(repair)) }
        return store
    }

    /// The adapter of a name, hash or path; a doubt about its base is told.
    ///
    /// - Throws: `Diagnosis` when it cannot be used with this model.
    package func adapter(_ name: String, for model: LanguageModel) throws -> Adapter {
        let store = try store()
        return try adapter(store.find(name), of: store, for: model)
    }

    /// An adapter that was found; a doubt about its base is told.
    ///
    /// - Throws: `Diagnosis` when it cannot be used with this model.
    package func adapter(
        _ reference: AdapterReference, of store: AdapterStore, for model: LanguageModel
    ) throws -> Adapter {
        guard let resident, case .stored(let record) = reference, model.path == resident.engine.model.path
        else { return try load(reference, of: store, for: model) }
        return try resident.adapters.adapter(record.hash) {
            ChosenAdapter(adapter: try load(reference, of: store, for: model), hash: record.hash)
        }.adapter
    }

    private func load(
        _ reference: AdapterReference, of store: AdapterStore, for model: LanguageModel
    ) throws -> Adapter {
        let loaded = try store.load(
            reference, for: model.configuration, baseDigest: digest(of: model, store))
        if let warning = loaded.warning { note(.remark(warning)) }
        return loaded.adapter
    }

    /// The adapter of a name, hash or path as one that writes self-edits.
    ///
    /// - Throws: `Diagnosis` when it cannot be used with this model.
    func policy(_ name: String, for model: LanguageModel) throws -> ChosenAdapter {
        let adapter = try adapter(name, for: model)
        return ChosenAdapter(adapter: adapter, hash: AdapterStore.hash(of: adapter))
    }
}

/// An adapter that a request names.
struct ChosenAdapter {
    let adapter: Adapter
    /// Digest of its factors.
    let hash: String
}

extension AdapterStore {
    /// The policy of a name or hash.
    ///
    /// - Throws: `Diagnosis` for an adapter that is none, and when there is none of that name.
    func policy(named name: String) throws -> AdapterRecord {
        try adapter(
            named: name, as: .policy, remedy: "name an adapter that an outer loop has made", step: .train)
    }

    /// The reader of a name or hash.
    ///
    /// - Throws: `Diagnosis` for an adapter that is none, and when there is none of that name.
    func reader(named name: String) throws -> AdapterRecord {
        try adapter(
            named: name, as: .reader, remedy: "name an adapter that was trained to read", step: .listAdapters)
    }

    private func adapter(
        named name: String, as role: AdapterRole, remedy: String, step: Diagnosis.Step
    ) throws -> AdapterRecord {
        guard case .stored(let record) = try find(name), record.role == role else {
            throw Diagnosis(
                file: name, problem: "is no \(role.rawValue)", remedy: remedy, step: step)
        }
        return record
    }

    /// The adapter that a run names by its hash, for the model that it belongs to.
    ///
    /// - Throws: `Diagnosis` when it is gone or cannot be used.
    func adapter(hash: String, of owner: ModelReference, for model: LanguageModel) throws -> Adapter {
        try load(find(hash), for: model.configuration, baseDigest: owner.digest).adapter
    }
}
