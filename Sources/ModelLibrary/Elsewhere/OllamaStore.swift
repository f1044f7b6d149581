import Files
import ModelFormats

/// Ollama's store: `manifests/HOST/NAMESPACE/NAME/TAG` is a JSON file that names the model's file in `blobs` by
/// its SHA-256.
///
/// Newer versions keep `manifests-v2` with links to manifests among the blobs, and lists of manifests, one for
/// each program that runs the model.
struct OllamaStore {
    let root: String

    private static let host = "registry.ollama.ai"
    private static let modelType = "application/vnd.ollama.image.model"
    /// Far above any manifest's size.
    private static let longest = 1 << 20

    /// All models of the store, by name.
    func models(_ reader: inout FolderReader) -> [FoundModel] {
        var models: [String: FoundModel] = [:]
        for folder in ["manifests-v2", "manifests"] {
            let manifests = root + "/" + folder
            for file in reader.files(below: manifests, depth: 3) {
                let parts = file.split(separator: "/").map(String.init)
                // What lies elsewhere is no manifest.
                guard parts.count == 4, models[Self.name(parts)] == nil else { continue }
                do throws(Diagnosis) {
                    models[Self.name(parts)] = try model(Self.name(parts), manifest: manifests + "/" + file)
                } catch {
                    reader.remark(error.file, error.problem)
                }
            }
        }
        return models.values.sorted { $0.name < $1.name }
    }

    /// The name by which Ollama lists a model, after the prefix.
    private static func name(_ parts: [String]) -> String {
        let place =
            parts[0] != host
            ? parts[0] + "/" + parts[1] + "/" : parts[1] == "library" ? "" : parts[1] + "/"
        return "\(FoundModel.Keeper.ollama.prefix)\(place)\(parts[2]):\(parts[3])"
    }

    private func model(_ name: String, manifest path: String) throws(Diagnosis) -> FoundModel {
        let layers = try modelLayers(path, mayBeList: true)
        guard layers.count == 1 else {
            let obstacle =
                layers.isEmpty ? "it has no GGUF file" : "it is split into \(layers.count) GGUF files"
            return FoundModel(
                name: name, keeper: .ollama, path: path, kind: .gguf, bytes: 0, obstacle: obstacle)
        }
        let blob = try blob(layers[0]["digest"], of: path)
        guard isFile(blob) else { throw damaged(path, "the model's file is not among the blobs") }
        let found = FoundModel.gguf(name, .ollama, blob)
        guard layers[0]["size"]?.integer ?? found.bytes == found.bytes else {
            throw damaged(path, "the model's file is not of the size that the manifest says")
        }
        return found
    }

    /// The layers of a manifest that are models; of a list, those of the manifest that is made for GGUF.
    private func modelLayers(_ path: String, mayBeList: Bool) throws(Diagnosis) -> [JSONObject] {
        guard let manifest = try JSONValue.read(path: path, limit: Self.longest).object else {
            throw damaged(path, "no manifest")
        }
        if mayBeList, let list = manifest["manifests"]?.array {
            let runners = ["ollama", "llamacpp"]
            let fitting = list.compactMap(\.object).first { runners.contains($0["runner"]?.string ?? "") }
            guard let fitting else { return [] }
            guard fitting["layers"] == nil else { return try layers(of: fitting, path) }
            return try modelLayers(blob(fitting["digest"], of: path), mayBeList: false)
        }
        return try layers(of: manifest, path)
    }

    private func layers(of manifest: JSONObject, _ path: String) throws(Diagnosis) -> [JSONObject] {
        guard let layers = manifest["layers"]?.array else { throw damaged(path, "a manifest without layers") }
        return layers.compactMap(\.object).filter { $0["mediaType"]?.string == Self.modelType }
    }

    /// Where a blob is; only what is a SHA-256 becomes a part of the path.
    private func blob(_ digest: JSONValue?, of manifest: String) throws(Diagnosis) -> String {
        guard let text = digest?.string, let digits = text.wholeMatch(of: #/sha256[:-]([0-9a-fA-F]{64})/#)
        else { throw damaged(manifest, "a digest that is no SHA-256") }
        return "\(root)/blobs/sha256-\(digits.1.lowercased())"
    }

    private func damaged(_ path: String, _ problem: String) -> Diagnosis {
        Diagnosis(.malformed, file: path, problem: problem, remedy: "pull it again with Ollama")
    }
}
