public import Files
import Foundation

/// A LoRA adapter folder, in PEFT's layout (`adapter_model.safetensors`) or MLX's (`adapters.safetensors`), beside an
/// `adapter_config.json`.
///
/// The two are checked against each other when the folder is opened: every tensor is half of a pair, every
/// pair belongs to a module that the configuration adapts, and its shapes have the rank that the
/// configuration gives. Numbers are checked when they are read.
public struct AdapterFolder: Sendable {
    /// One matrix of a module, as PEFT has it.
    public struct Factor: Equatable, Sendable {
        /// The tensor that holds it.
        public let entry: TensorEntry
        /// Whether the tensor holds its columns as rows.
        let isTransposed: Bool

        /// Name of the tensor.
        public var name: String { entry.name }
        /// Sizes of the matrix.
        public var shape: [Int] { isTransposed ? entry.shape.reversed() : entry.shape }
    }

    /// The factors of one module.
    public struct Module: Equatable, Sendable {
        /// Path of the linear layer in the base model: `model.layers.0.self_attn.q_proj`.
        public let path: String
        /// A, [rank, in].
        public let a: Factor
        /// B, [out, rank].
        public let b: Factor
        /// Inner size.
        public let rank: Int
        /// Alpha.
        public let alpha: Double
        /// What B·A is multiplied by.
        public let scale: Double
    }

    /// Path of the folder.
    public let path: String
    /// What `adapter_config.json` says, in PEFT's terms.
    public let config: PEFTConfig
    /// Adapted modules, ordered by path.
    public let modules: [Module]
    /// The factors' file.
    public let weights: SafetensorsFile
    /// Whether PEFT reads the folder as it is.
    public let isPlainPEFT: Bool
    /// The members of `selkie.json`: what Selkie knows beyond these layouts; nil when another program made
    /// the folder.
    public let provenance: JSONFields?

    static let configName = "adapter_config.json"
    private static let peftName = "adapter_model.safetensors"
    private static let mlxName = "adapters.safetensors"

    /// Opens the folder at `path`; the factors are mapped, not read.
    ///
    /// - Throws: `Diagnosis` naming what is missing, unsupported or does not fit together, or what the folder is
    ///   where it is something else.
    public init(path: String) throws(Diagnosis) {
        guard isFolder(path) else {
            throw isFile(path)
                ? Diagnosis(
                    .notAFile, file: path, problem: "is not a folder", remedy: "name an adapter folder")
                : Diagnosis(.notFound, file: path, problem: "no such folder", remedy: "check the path")
        }
        let configPath = "\(path)/\(Self.configName)"
        let isMLX = isFile("\(path)/\(Self.mlxName)") && !isFile("\(path)/\(Self.peftName)")
        let weightsPath = "\(path)/\(isMLX ? Self.mlxName : Self.peftName)"
        for name in [configPath, weightsPath] where !isFile(name) {
            let (remedy, step) = Self.remedy(path, lacksWeights: name == weightsPath)
            throw Diagnosis(
                .missing, file: path, problem: "\(name.dropFirst(path.count + 1)) is not there",
                remedy: remedy, step: step)
        }
        if isMLX {
            let config = try MLXAdapterConfig(path: configPath)
            weights = try SafetensorsFile(path: weightsPath)
            modules = try config.modules(of: weights)
            self.config = config.peft(modules)
            isPlainPEFT = false
        } else {
            config = try PEFTConfig(path: configPath)
            let selector = try ModuleSelector(config, file: configPath)
            weights = try SafetensorsFile(path: weightsPath)
            let pairs = try PEFTFactorName.pairs(in: weights)
            modules = try pairs.modules(of: weights, selector: selector)
            isPlainPEFT = pairs.adapterName == nil
        }
        self.path = path
        let provenancePath = path + "/selkie.json"
        self.provenance = isFile(provenancePath) ? try JSONFields(path: provenancePath) : nil
    }

    /// What to do about a folder that lacks a part of an adapter.
    private static func remedy(_ path: String, lacksWeights: Bool) -> (text: String, step: Diagnosis.Step?) {
        if lacksWeights, isFile(path + "/adapter_model.bin") {
            return ("save the adapter as safetensors (pickles are never read)", nil)
        }
        if !lacksWeights, isFile(path + "/config.json") {
            return ("this is a model: give it as the model, and an adapter's folder here", .giveAsModel)
        }
        if let inner = innerFolder(path) { return ("name the folder \(printable(inner, limit: 4096))", nil) }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        if let (name, kind) = WeightsKind.first(in: path, among: names.filter { $0 != configName }) {
            let (text, step) = kind.remedy(for: .adapter, path: "\(path)/\(name)")
            return ("\(printable(name)) \(kind.problem(for: .adapter)): \(text)", step)
        }
        return (lacksWeights ? "put it beside \(configName)" : "name an adapter folder", nil)
    }

    /// A folder in the folder that holds an adapter, as trainers leave one for each checkpoint; the last by number.
    private static func innerFolder(_ path: String) -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { isFile("\(path)/\($0)/\(configName)") }.max {
            $0.compare($1, options: .numeric) == .orderedAscending
        }.map { "\(path)/\($0)" }
    }

    /// The values of a factor as single precision, row-major in its own shape.
    ///
    /// - Throws: `Diagnosis` with `.notFinite` when one is NaN or infinite.
    public func values(of factor: Factor) throws(Diagnosis) -> [Float] {
        let stored = factor.entry.type.decode(try weights.bytes(of: factor.entry)) ?? []
        if let index = stored.firstIndex(where: { !$0.isFinite }) {
            throw Diagnosis(
                .notFinite, file: weights.path, place: "tensor \(quoted(factor.name))",
                problem: "element \(index) is \(stored[index])",
                remedy: "the adapter is damaged; train it again")
        }
        guard factor.isTransposed else { return stored }
        let (rows, columns) = (factor.shape[0], factor.shape[1])
        return (0..<stored.count).map { stored[$0 % columns * rows + $0 / columns] }
    }
}
