import Foundation

/// A model that stands somewhere on this machine under a name that says where.
package struct FoundModel: Sendable, Equatable {
    /// Who keeps models.
    package enum Keeper: String, Sendable, CaseIterable {
        /// The home folder, where what was pulled from the hub is.
        case home = "Selkie"
        /// The cache of the hub's own clients.
        case hub = "Hugging Face"
        /// Ollama's store.
        case ollama = "Ollama"
        /// llama.cpp's cache.
        case llamaCpp = "llama.cpp"
        /// LM Studio's folders.
        case lmStudio = "LM Studio"

        /// What the names of its models begin with.
        package var prefix: String {
            switch self {
            case .home, .hub: HubReference.prefix
            case .ollama: "ollama:"
            case .llamaCpp: "llama.cpp:"
            case .lmStudio: "lmstudio:"
            }
        }
    }

    /// The name that `--model` takes.
    package var name: String
    /// Who keeps it.
    package var keeper: Keeper
    /// Where it is, links followed.
    package var path: String
    /// What is there.
    package var kind: ModelResolver.Model.Kind
    /// Its size.
    package var bytes: Int
    /// Why it cannot be used, where that is known without reading it.
    package var obstacle: String?

    /// A GGUF file.
    static func gguf(_ name: String, _ keeper: Keeper, _ path: String) -> FoundModel {
        let path = URL(filePath: path).resolvingSymlinksInPath().path
        return FoundModel(
            name: name, keeper: keeper, path: path, kind: .gguf, bytes: FolderReader.bytes(path))
    }

    /// A folder with `config.json` and the given files.
    static func folder(_ name: String, _ keeper: Keeper, _ path: String, files: [String]) -> FoundModel {
        FoundModel(
            name: name, keeper: keeper, path: path, kind: .huggingFace,
            bytes: HubChoice.folderFiles(files).reduce(0) { $0 + FolderReader.bytes(path + "/" + $1) })
    }
}
