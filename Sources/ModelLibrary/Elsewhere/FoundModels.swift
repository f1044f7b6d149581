package import Files

/// The models that other programs keep on this machine, and those that were pulled from the hub.
package struct FoundModels: Sendable {
    private let home: SelkieHome
    private let environment: [String: String]

    /// Looks where the environment says that programs keep models.
    package init(home: SelkieHome, environment: [String: String]) {
        self.home = home
        self.environment = environment
    }

    /// All that is there, keeper after keeper; a name that comes twice is the first one's.
    ///
    /// - Returns: The models, and remarks about what was left out and why.
    package func all() -> (models: [FoundModel], remarks: [String]) {
        var reader = FolderReader()
        var models = hubCaches.flatMap { $0.models(&reader) }
        models += ollamaStores.flatMap { $0.models(&reader) }
        models += folders.flatMap { $0.models(&reader) }
        var names: Set<String> = []
        return (models.filter { names.insert($0.name).inserted }, reader.remarks)
    }

    /// The model of a name with a keeper's prefix; nil for other names.
    ///
    /// - Throws: `Diagnosis` with `.unknownModel` when the keeper has no such model, or several.
    package func model(named name: String) throws(Diagnosis) -> FoundModel? {
        if let reference = try HubReference(name) { return try model(reference) }
        guard let keeper = FoundModel.Keeper.allCases.first(where: { name.hasPrefix($0.prefix) }) else {
            return nil
        }
        let known = all().models.filter { $0.keeper == keeper }
        // Ollama's own shorthand.
        let wanted =
            keeper == .ollama && !name.dropFirst(keeper.prefix.count).contains(":")
            ? name + ":latest" : name
        if let found = known.first(where: { $0.name == wanted }) { return found }
        throw Diagnosis(
            .unknownModel, file: name, problem: "\(keeper.rawValue) has no model of this name here",
            remedy: known.isEmpty
                ? "it has none at all: use a model from elsewhere"
                : "use one of " + known.map(\.name).joined(separator: ", "),
            step: known.isEmpty ? .listModels : nil)
    }

    private func model(_ reference: HubReference) throws(Diagnosis) -> FoundModel {
        for cache in hubCaches {
            if let found = try cache.model(reference) { return found }
        }
        throw Diagnosis(
            .unknownModel, file: reference.text, problem: "not on this machine",
            remedy: "pull it", step: .pull(reference.text))
    }

    /// The home folder's part in the hub's layout.
    static func hub(of home: SelkieHome) -> String { home.models + "/hub" }

    private var hub: HubEnvironment { HubEnvironment(environment) }

    private var hubCaches: [HubCache] {
        // Newer versions of llama.cpp keep theirs in the hub's layout.
        let others = [(hub.cache, FoundModel.Keeper.hub), (hub.directory("LLAMA_CACHE"), .llamaCpp)]
        return [HubCache(root: Self.hub(of: home), keeper: .home)]
            + others.compactMap { root, keeper in root.map { HubCache(root: $0, keeper: keeper) } }
    }

    private var ollamaStores: [OllamaStore] {
        let usual = [hub.userHome.map { $0 + "/.ollama/models" }, "/usr/share/ollama/.ollama/models"]
        let chosen = hub.directory("OLLAMA_MODELS")
        return (chosen.map { [$0] } ?? usual.compactMap { $0 }).map(OllamaStore.init)
    }

    private var folders: [ModelFolder] {
        let llama = hub.directory("LLAMA_CACHE") ?? hub.caches.map { $0 + "/llama.cpp" }
        let studio = ["/.lmstudio/models", "/.cache/lm-studio/models"].compactMap { end in
            hub.userHome.map { $0 + end }
        }
        return (llama.map { [ModelFolder(root: $0, keeper: .llamaCpp, depth: 0)] } ?? [])
            + studio.map { ModelFolder(root: $0, keeper: .lmStudio, depth: 2) }
    }
}
