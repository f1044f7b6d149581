package import Files
import Foundation
import ModelFormats

/// Finds the model that `--model` names: a short name, a GGUF file, a Hugging Face folder, or what another
/// program keeps.
package struct ModelResolver: Sendable {
    /// A model on this machine.
    package struct Model: Sendable, Equatable {
        /// What kind of thing the path leads to.
        package enum Kind: Sendable {
            /// One GGUF file.
            case gguf
            /// A folder with `config.json` and safetensors.
            case huggingFace
        }

        /// What to call it.
        package var name: String
        /// Where it is.
        package var path: String
        /// What is there.
        package var kind: Kind

        /// Creates a model.
        package init(name: String, path: String, kind: Kind) {
            self.name = name
            self.path = path
            self.kind = kind
        }
    }

    private let home: SelkieHome
    private let found: FoundModels

    /// Creates a resolver.
    ///
    /// - Parameters:
    ///   - home: the home folder.
    ///   - environment: the process's environment, which says where other programs keep models.
    package init(
        home: SelkieHome, environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.home = home
        found = FoundModels(home: home, environment: environment)
    }

    /// Finds a model by what the user wrote; nil means the default model.
    ///
    /// A path that exists goes before a short name. A `models--org--name` folder of Hugging Face's cache
    /// leads to the snapshot that its `refs/main` names, or to the only one.
    ///
    /// - Throws: `Diagnosis` with `.notInstalled`, `.unknownModel` or `.notAModel`.
    package func resolve(_ name: String?) throws(Diagnosis) -> Model {
        let name = name ?? ModelCatalog.defaultModel.name
        if let entry = ModelCatalog.entry(named: name) {
            let path = home.models + "/" + entry.file
            if isFolder(path) == false { return Model(name: entry.name, path: path, kind: .gguf) }
            throw Diagnosis(
                .notInstalled, file: entry.name, problem: "not installed",
                remedy: "pull it", step: .pull(entry == ModelCatalog.defaultModel ? nil : entry.name))
        }
        for path in [name, home.models + "/" + name] {
            if let isFolder = isFolder(path) { return try isFolder ? folder(path) : file(path) }
        }
        guard let found = try found.model(named: name) else { throw unknown(name) }
        if let obstacle = found.obstacle {
            throw Diagnosis(
                .notAModel, file: name, problem: obstacle, remedy: "use another model", step: .listModels)
        }
        return Model(name: found.name, path: found.path, kind: found.kind)
    }

    /// Whether a path leads to a folder or a file; nil when there is neither.
    private func isFolder(_ path: String) -> Bool? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        return isFolder.boolValue
    }

    private func file(_ path: String) throws(Diagnosis) -> Model {
        let start: [UInt8]
        do {
            start = try RegularFile.head(of: path, count: 4)
        } catch {
            throw Diagnosis(
                .notAModel, file: path, problem: error.problem,
                remedy: "name a GGUF file, or the folder that holds config.json and safetensors files")
        }
        guard start == Array("GGUF".utf8) else {
            throw WeightsKind(path: path).refusal(.notAModel, as: .model, path: path)
        }
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        return Model(name: name, path: path, kind: .gguf)
    }

    private func folder(_ path: String) throws(Diagnosis) -> Model {
        let url = URL(filePath: path).standardizedFileURL
        var reader = FolderReader()
        let hasConfig = isFolder(path + "/config.json") == false
        let names = reader.names(path)
        let gguf = HubChoice.models(names).first { WeightsKind(path: "\(path)/\($0)") == .model }
        // Folders of GGUF files often hold the configuration of the model that they were made from.
        if hasConfig, gguf == nil || names.contains(where: { $0.hasPrefix("model.safetensors") }) {
            return Model(name: Self.name(ofFolder: url), path: path, kind: .huggingFace)
        }
        if let chosen = HubCache.snapshot(of: path, revision: nil, &reader),
            isFolder("\(path)/snapshots/\(chosen)/config.json") == false
        {
            return Model(
                name: Self.name(ofFolder: url), path: "\(path)/snapshots/\(chosen)", kind: .huggingFace)
        }
        let lack = hasConfig ? "no model.safetensors in this folder" : "no config.json in this folder"
        if let gguf {
            throw Diagnosis(
                .notAModel, file: path, problem: lack, remedy: "name the file \(path)/\(gguf)")
        }
        if isFolder(path + "/adapter_config.json") == false {
            throw Diagnosis(
                .notAModel, file: path, problem: lack,
                remedy:
                    "this is an adapter: give it as the adapter, and the model that it belongs to as the model",
                step: .giveAsAdapter)
        }
        guard let (name, kind) = WeightsKind.first(in: path, among: names) else {
            throw Diagnosis(
                .notAModel, file: path, problem: lack,
                remedy: "name a Hugging Face model folder, or a GGUF file")
        }
        let (remedy, step) = kind.remedy(for: .model, path: "\(path)/\(name)")
        throw Diagnosis(
            .notAModel, file: path, problem: "\(lack), and \(name) \(kind.problem(for: .model))",
            remedy: remedy, step: step)
    }

    /// "org/name" for folders of Hugging Face's cache, the folder's own name for others.
    private static func name(ofFolder url: URL) -> String {
        url.pathComponents.reversed().lazy.compactMap(HubCache.repository(ofFolder:)).first
            ?? url.lastPathComponent
    }

    private func unknown(_ name: String) -> Diagnosis {
        let installed = ModelListing(home: home).models().filter {
            ![.notInstalled, .begun].contains($0.state)
        }.map(\.name)
        let elsewhere = found.all().models.filter { $0.name.hasSuffix(":" + name) }.map(\.name)
        let known = Array(Set(ModelCatalog.entries.map(\.name) + installed)).sorted()
        let near = elsewhere + known.filter { NearMiss.isNear(name, $0) }
        let hint = near.isEmpty ? "" : "did you mean \(near.joined(separator: " or "))? "
        let list =
            installed.isEmpty
            ? "nothing is installed; pull a model"
            : "installed: " + installed.joined(separator: ", ")
        return Diagnosis(
            .unknownModel, file: name, problem: "no model has this name and no file this path",
            remedy: hint + list, step: installed.isEmpty ? .pull(nil) : nil)
    }
}
