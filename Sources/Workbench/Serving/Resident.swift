package import LanguageModel
package import Memory
import ModelLibrary

/// What stays loaded while many ask: a model, the store of the home, and the adapters that were used last.
package final class Resident: Sendable {
    /// Computes with the model.
    package let engine: Engine
    /// The model's name and digest.
    package let base: ModelReference
    let store: AdapterStore
    let adapters: AdapterPool

    /// Bytes of adapters that are kept.
    private static let adapterBytes = 512 << 20

    init(engine: Engine, base: ModelReference, store: AdapterStore) {
        (self.engine, self.base, self.store) = (engine, base, store)
        adapters = AdapterPool(limit: min(Self.adapterBytes, engine.memory.map { $0 / 4 } ?? .max))
    }
}

extension Workbench {
    /// A workbench whose model stays loaded, and whose store stays open: all of its work with that model shares them.
    ///
    /// - Throws: `Diagnosis` for a model that can't be used, and a home that can't be written.
    package func residing(_ choice: ModelChoice) throws -> Workbench {
        let store = try store(isMade: true)
        let (base, engine) = try reference(bounded(choice), store: store)
        var settings = settings
        settings.model = engine.model.path
        settings.threads = engine.threads
        return Workbench(
            home: home, settings: settings, environment: environment, clock: clock, remote: remote,
            models: models, resident: Resident(engine: engine, base: base, store: store), tell: tell)
    }
}
