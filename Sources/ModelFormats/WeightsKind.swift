package import Files

/// What a file is that stands where a model or an adapter should: told by its contents, and by what is beside it.
package enum WeightsKind: Sendable, Equatable {
    /// What the file was meant to be.
    package enum Place: Sendable {
        /// A model.
        case model
        /// An adapter.
        case adapter
    }

    /// A model in GGUF, whole or damaged.
    case model
    /// A LoRA adapter in GGUF.
    case adapter
    /// What lets a model see or hear.
    case projector
    /// What quantizers weigh a model's weights by.
    case importanceMatrix
    /// Something else in GGUF, of the type that it gives itself.
    case other(String)
    /// A part of a model's folder.
    case modelPart
    /// A part of an adapter's folder.
    case adapterPart
    /// Weights in safetensors with nothing beside them that says what they are.
    case looseWeights
    /// Arrays as NumPy keeps them.
    case arrays
    /// Weights as PyTorch pickles them.
    case pickle
    /// None of these.
    case unknown

    /// The kind of an opened GGUF file.
    ///
    /// - Throws: `Diagnosis` where what it says of itself is no text.
    init(_ file: GGUFFile) throws(Diagnosis) {
        let type = try file.metadata.stringIfPresent("general.type") ?? "model"
        let architecture = try file.metadata.stringIfPresent("general.architecture")
        // Projectors from before files had a type are told by their architecture.
        if type == "mmproj" || architecture == "clip" {
            self = .projector
        } else {
            switch type {
            case "model": self = .model
            case "adapter": self = .adapter
            case "imatrix": self = .importanceMatrix
            default: self = .other(type)
            }
        }
    }

    /// The kind of the file at a path; nothing is told of one that cannot be read.
    package init(path: String) {
        let start = (try? RegularFile.head(of: path, count: 4)) ?? []
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let folder = parentFolder(of: path)
        func isBeside(_ name: String) -> Bool { isFile("\(folder)/\(name)") }
        if start == Array("GGUF".utf8) {
            self = (try? GGUFFile(path: path)).flatMap { try? WeightsKind($0) } ?? .model
        } else if name == AdapterFolder.configName {
            self = .adapterPart
        } else if name.hasSuffix(".safetensors") {
            self =
                isBeside(AdapterFolder.configName)
                ? .adapterPart : isBeside("config.json") ? .modelPart : .looseWeights
        } else if name.hasSuffix(".npz") {
            self = .arrays
        } else if [".bin", ".pt", ".pth", ".ckpt"].contains(where: name.hasSuffix),
            start.starts(with: [0x50, 0x4B]) || start.first == 0x80
        {
            self = .pickle
        } else if name == "config.json" || name == "model.safetensors.index.json" {
            self = .modelPart
        } else {
            self = name.contains("imatrix") ? .importanceMatrix : .unknown
        }
    }

    /// What the file is, as what follows its name.
    package func problem(for place: Place) -> String {
        switch self {
        case .model: "is a model and no adapter"
        case .adapter:
            place == .model
                ? "is a LoRA adapter and no model"
                : "is a GGUF file that other programs lay over a base; adapters are read from folders in PEFT's format"
        case .projector: "is a projector, which lets a model see pictures or hear"
        case .importanceMatrix: "is an importance matrix, by which models are quantized"
        case .other(let type):
            "is no \(place == .model ? "model" : "adapter") but of the type \(quoted(type))"
        case .modelPart: "is a part of a model, which is read from its folder"
        case .adapterPart: "is a part of an adapter, which is read from its folder"
        case .looseWeights:
            "holds weights, and the \(place.configuration) that says what they are is not beside it"
        case .arrays: "is an archive of NumPy, which is not read"
        case .pickle: "is a pickle of PyTorch, which is never read"
        case .unknown:
            place == .model
                ? "not a GGUF file"
                : "is a file, and adapters are read from folders in PEFT's or MLX's format"
        }
    }

    /// Why the file at `path` can't be taken for a model or an adapter.
    package func refusal(_ code: Diagnosis.Code, as place: Place, path: String) -> Diagnosis {
        let (remedy, step) = remedy(for: place, path: path)
        return Diagnosis(code, file: path, problem: problem(for: place), remedy: remedy, step: step)
    }

    /// What to do about it, where the file at `path` was given for a model or an adapter.
    package func remedy(for place: Place, path: String) -> (text: String, step: Diagnosis.Step?) {
        let folder = printable(parentFolder(of: path), limit: 4096)
        switch (self, place) {
        case (.adapterPart, .adapter), (.modelPart, .model): return ("name the folder \(folder)", nil)
        case (.adapterPart, .model):
            return (
                "give the folder \(folder) as the adapter, and the model that it belongs to as the model",
                .giveAsAdapter
            )
        case (.modelPart, .adapter):
            return ("give the folder \(folder) as the model, and an adapter's folder here", .giveAsModel)
        case (.adapter, .model):
            return (
                "give its base as the model, and the folder that it was converted from as the adapter",
                .giveAsAdapter
            )
        case (.adapter, .adapter): return ("name the folder that it was converted from", .exportAdapter)
        case (.model, .adapter): return ("give it as the model, and an adapter's folder here", .giveAsModel)
        default: return (remedyByItself(for: place), nil)
        }
    }

    /// What to do where no other file or place comes into it.
    private func remedyByItself(for place: Place) -> String {
        switch (self, place) {
        case (.looseWeights, _):
            "put the \(place.configuration) that belongs to them there, and name the folder"
        case (.arrays, .adapter), (.pickle, .adapter): "save the adapter as safetensors, and name its folder"
        case (.arrays, .model), (.pickle, .model): "fetch the model as safetensors or GGUF"
        case (.projector, .model), (.importanceMatrix, .model), (.other, .model):
            "name the model's own GGUF file"
        case (_, .model): "name a GGUF file, or the folder that holds config.json and safetensors files"
        case (_, .adapter): "name the folder that holds adapter_config.json"
        }
    }

    /// The first file of a folder, by name, that tells what the folder holds in place of a model or an adapter: its name, and
    /// what it is.
    package static func first(in folder: String, among names: [String]) -> (name: String, kind: WeightsKind)?
    {
        for name in names.sorted() {
            let kind = WeightsKind(path: "\(folder)/\(name)")
            if ![.unknown, .model].contains(kind) { return (name, kind) }
        }
        return nil
    }
}

extension WeightsKind.Place {
    /// What says how weights are put together.
    fileprivate var configuration: String { self == .model ? "config.json" : AdapterFolder.configName }
}
