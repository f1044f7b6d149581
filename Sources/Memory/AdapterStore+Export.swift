import Files
import Foundation
public import LanguageModel
import ModelFormats

extension AdapterStore {
    /// Copies an adapter's folder to `path`, which must not exist; what PEFT would not read is written in its layout.
    ///
    /// - Parameters:
    ///   - reference: What ``find(_:)`` found.
    ///   - path: The folder to make.
    ///   - isHalved: Whether numbers are stored in bfloat16, at half the size.
    /// - Throws: `Diagnosis` when it is no adapter folder or cannot be copied; nothing is left behind.
    public func exportFolder(
        _ reference: AdapterReference, to path: String, isHalved: Bool = false
    ) throws {
        let source = self.path(of: reference)
        let folder = try AdapterFolder(path: source)
        guard folder.isPlainPEFT, !isHalved else {
            return try writePEFT(folder, as: isHalved ? .bf16 : .f32, to: path)
        }
        let names = ["adapter_config.json", "adapter_model.safetensors", "README.md", "selkie.json"]
        try AtomicFolder.write(to: path, in: files) { (inside) throws(Diagnosis) in
            for name in names where isFile("\(source)/\(name)") {
                let file = try MappedFile(path: "\(source)/\(name)")
                try AtomicFile.write(Array(file.bytes), to: "\(inside)/\(name)", in: files)
            }
        }
    }

    private func writePEFT(
        _ folder: AdapterFolder, as type: TensorType, to path: String
    ) throws(Diagnosis) {
        var modules: [PEFTAdapterWriter.Module] = []
        for module in folder.modules {
            modules.append(
                PEFTAdapterWriter.Module(
                    path: module.path, a: try folder.values(of: module.a), b: try folder.values(of: module.b),
                    rank: module.rank, alpha: module.scale * Double(module.rank)))
        }
        // How many layers the base has is not known here; those that are adapted are listed.
        var description = PEFTAdapterWriter.Description(
            baseModel: folder.config.baseModelHint ?? "", layerCount: 0)
        description.provenance = folder.provenance?.object ?? [:]
        try PEFTAdapterWriter.write(modules, description, as: type, to: path, in: files)
    }

    /// Writes an adapter as a GGUF file for use with the base's GGUF file.
    ///
    /// - Parameters:
    ///   - reference: What ``find(_:)`` found.
    ///   - configuration: The base's configuration.
    ///   - path: The file to write; one of that name is refused.
    /// - Throws: `Diagnosis` when the adapter does not fit the base, or the file cannot be written.
    public func exportGGUF(
        _ reference: AdapterReference, for configuration: ModelConfiguration, to path: String
    ) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Diagnosis(
                .alreadyExists, file: path, problem: "exists already",
                remedy: "remove it or choose another name")
        }
        let folder = try AdapterFolder(path: self.path(of: reference))
        let name =
            switch reference {
            case .stored(let record): record.name
            case .folder(let path): URL(filePath: path).lastPathComponent
            }
        try Adapter(folder, for: configuration).writeGGUF(for: configuration, name: name, to: path)
    }
}
