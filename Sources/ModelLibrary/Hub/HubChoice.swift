/// Which files of a repository of the hub are the model that is meant.
enum HubChoice: Equatable {
    /// One GGUF file.
    case gguf(String)
    /// The repository's own model, in safetensors.
    case folder
    /// Nothing that could be meant.
    case nothing
    /// Several, of which one has to be named.
    case ambiguous([String])

    /// The file whose name stands for the model in safetensors where GGUF files are there, too.
    static let folderName = "config.json"
    private static let usual = "Q4_K_M"

    /// Chooses among a repository's files.
    ///
    /// A named file is that file, or the only one whose name holds the named quantization. Without a name it
    /// is the only GGUF file, or the only one in Q4_K_M, or the model in safetensors.
    init(_ files: [String], named name: String?) {
        let models = Self.models(files)
        let hasFolder = Self.hasFolder(files)
        if let name {
            if models.contains(name) {
                self = .gguf(name)
            } else if hasFolder, name == Self.folderName || name.hasSuffix(".safetensors") {
                self = .folder
            } else {
                self.init(only: models.filter { Self.holds($0, name) })
            }
        } else if models.count == 1 {
            self = .gguf(models[0])
        } else {
            let usual = models.filter { Self.holds($0, Self.usual) }
            if usual.count == 1 {
                self = .gguf(usual[0])
            } else if hasFolder {
                self = .folder
            } else {
                self.init(only: models)
            }
        }
    }

    private init(only names: [String]) {
        self = names.isEmpty ? .nothing : names.count == 1 ? .gguf(names[0]) : .ambiguous(names)
    }

    /// Whether there is a model in safetensors among the files.
    static func hasFolder(_ files: [String]) -> Bool {
        files.contains(folderName) && !weights(files).isEmpty
    }

    /// The files of a model in safetensors: weights, configuration, tokenizer and chat template.
    static func folderFiles(_ files: [String]) -> [String] {
        let others = [
            folderName, "generation_config.json", "tokenizer.json", "tokenizer_config.json",
            "special_tokens_map.json", "chat_template.jinja",
        ]
        return others.filter(files.contains) + weights(files)
    }

    /// The weights, with the list of their parts where there are several; none unless all parts are there.
    private static func weights(_ files: [String]) -> [String] {
        let index = "model.safetensors.index.json"
        let single = "model.safetensors"
        let parts = parts(files)
        if files.contains(index), !parts.isEmpty { return [index] + parts }
        return files.contains(single) ? [single] : []
    }

    /// The parts of weights, when there are as many as their names say.
    private static func parts(_ files: [String]) -> [String] {
        var parts: [String: [String]] = [:]
        for file in files {
            guard let match = file.wholeMatch(of: #/model-\d+-of-(\d+)\.safetensors/#) else { continue }
            parts[String(match.1), default: []].append(file)
        }
        return parts.filter { $1.count == Int($0) }.values.max { $0.count < $1.count } ?? []
    }

    /// The GGUF files that are a whole model: no projector, no part of a model in several files.
    static func models(_ files: [String]) -> [String] {
        files.filter { file in
            let name = file.split(separator: "/").last ?? ""
            return name.hasSuffix(".gguf") && !name.hasPrefix("mmproj")
                && !name.contains(#/-\d{5}-of-\d{5}\.gguf$/#)
        }
    }

    /// Whether a file's name holds a quantization: as a word of its own, in any case.
    private static func holds(_ file: String, _ tag: String) -> Bool {
        let name = file.lowercased().dropLast(".gguf".count)
        let tag = tag.lowercased()
        return [".", "-", "_", "/"].contains { name.hasSuffix($0 + tag) } || name == tag
    }
}
