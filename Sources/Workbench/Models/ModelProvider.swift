package import LanguageModel
package import ModelLibrary

/// Finds models and loads them.
package protocol ModelProvider: Sendable {
    /// The model's name and place; the default one's without a name.
    ///
    /// - Throws: `Diagnosis` when there is no such model.
    func resolve(_ name: String?) throws -> ModelResolver.Model

    /// Loads what was found.
    ///
    /// - Throws: What is wrong with it, by file and place.
    func load(_ model: ModelResolver.Model, threads: Int?) throws -> LanguageModel
}

/// The models on this machine's disk.
package struct LocalModels: ModelProvider {
    private let resolver: ModelResolver

    /// Those of a home folder, and those that other programs keep.
    package init(home: SelkieHome, environment: [String: String]) {
        resolver = ModelResolver(home: home, environment: environment)
    }

    /// The model of a name that the home or another program has, or at a path.
    package func resolve(_ name: String?) throws -> ModelResolver.Model { try resolver.resolve(name) }

    /// Reads the model's file or folder.
    package func load(_ model: ModelResolver.Model, threads: Int?) throws -> LanguageModel {
        try LanguageModel(path: model.path, threads: threads)
    }
}
