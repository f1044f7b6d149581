import Foundation
package import LanguageModel
package import Memory
import ModelLibrary

/// What stays loaded while many ask: a model, the store of the home, and the adapters that were used last.
package final class Resident: Sendable {
    /// Computes with the model.
    package let engine: Engine
    /// The model's name and digest.
    package let base: ModelReference
    /// The name that the model answers under: its own, or that of its file or folder.
    package let name: String
    let store: AdapterStore
    let adapters: AdapterPool

    /// Bytes of adapters that are kept.
    private static let adapterBytes = 512 << 20

    /// Lets go what is kept in memory of texts and adapters; what is being answered ends as it began.
    func forget() {
        adapters.clear()
        Task { [engine] in await engine.forgetTexts() }
    }

    init(engine: Engine, base: ModelReference, store: AdapterStore) {
        (self.engine, self.base, self.store) = (engine, base, store)
        let last = base.name.contains("/") ? URL(filePath: base.name).lastPathComponent : base.name
        let plain = last.hasSuffix(".gguf") ? String(last.dropLast(5)) : last
        // The memory has its name whatever a model is called.
        name = plain == Workbench.memoryName ? "\(plain)-base" : plain
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
