import Foundation

/// Finds the model that `--model` names: a short name, a GGUF file, or a Hugging Face folder.
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

    /// Creates a resolver.
    package init(home: SelkieHome) {
        self.home = home
    }

    /// Finds a model by what the user wrote; nil means the default model.
    ///
    /// A path that exists goes before a short name. A `models--org--name` folder of Hugging Face's cache
    /// leads to the snapshot that its `refs/main` names, or to the only one.
    ///
    /// - Throws: ``ModelLibraryError`` with `.notInstalled`, `.unknownModel` or `.notAModel`.
    package func resolve(_ name: String?) throws(ModelLibraryError) -> Model {
        let name = name ?? ModelCatalog.defaultModel.name
        if let entry = ModelCatalog.entry(named: name) {
            let path = home.models + "/" + entry.file
            if isFolder(path) == false { return Model(name: entry.name, path: path, kind: .gguf) }
            throw ModelLibraryError(
                .notInstalled, entry.name, problem: "not installed",
                remedy: "run: selkie pull\(entry == ModelCatalog.defaultModel ? "" : " " + entry.name)")
        }
        for path in [name, home.models + "/" + name] {
            if let isFolder = isFolder(path) { return try isFolder ? folder(path) : file(path) }
        }
        throw unknown(name)
    }

    /// Whether a path leads to a folder or a file; nil when there is neither.
    private func isFolder(_ path: String) -> Bool? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        return isFolder.boolValue
    }

    private func file(_ path: String) throws(ModelLibraryError) -> Model {
        let start = try? FileHandle(forReadingFrom: URL(filePath: path)).read(upToCount: 4)
        guard start == Data("GGUF".utf8) else {
            throw ModelLibraryError(
                .notAModel, path, problem: "not a GGUF file",
                remedy: "name a GGUF file, or the folder that holds config.json and safetensors files")
        }
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        return Model(name: name, path: path, kind: .gguf)
    }

    private func folder(_ path: String) throws(ModelLibraryError) -> Model {
        let url = URL(filePath: path).standardizedFileURL
        if isFolder(path + "/config.json") == false {
            return Model(name: Self.name(ofFolder: url), path: path, kind: .huggingFace)
        }
        if let snapshots = try? FileManager.default.contentsOfDirectory(atPath: path + "/snapshots") {
            let main = (try? String(contentsOfFile: path + "/refs/main", encoding: .utf8))?
                .trimmingCharacters(in: .whitespacesAndNewlines)
            let chosen = snapshots.first { $0 == main } ?? (snapshots.count == 1 ? snapshots[0] : nil)
            if let chosen, isFolder("\(path)/snapshots/\(chosen)/config.json") == false {
                return Model(
                    name: Self.name(ofFolder: url), path: "\(path)/snapshots/\(chosen)", kind: .huggingFace)
            }
        }
        throw ModelLibraryError(
            .notAModel, path, problem: "no config.json in this folder",
            remedy: "name a Hugging Face model folder, or a GGUF file")
    }

    /// "org/name" for folders of Hugging Face's cache, the folder's own name for others.
    private static func name(ofFolder url: URL) -> String {
        let cached = url.pathComponents.last { $0.hasPrefix("models--") }
        return cached.map { $0.dropFirst("models--".count).replacingOccurrences(of: "--", with: "/") }
            ?? url.lastPathComponent
    }

    private func unknown(_ name: String) -> ModelLibraryError {
        let installed = ModelListing(home: home).models().filter {
            ![.notInstalled, .begun].contains($0.state)
        }.map(\.name)
        let known = Array(Set(ModelCatalog.entries.map(\.name) + installed)).sorted()
        let near = known.filter { NearMiss.isNear(name, $0) }
        let hint = near.isEmpty ? "" : "did you mean \(near.joined(separator: " or "))? "
        let list =
            installed.isEmpty
            ? "nothing is installed; run: selkie pull" : "installed: " + installed.joined(separator: ", ")
        return ModelLibraryError(
            .unknownModel, name, problem: "no model has this name and no file this path",
            remedy: hint + list)
    }
}
