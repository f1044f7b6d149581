/// A LoRA adapter folder in PEFT's layout: `adapter_config.json` and `adapter_model.safetensors`.
///
/// The two are checked against each other when the folder is opened: every tensor is half of a pair, every
/// pair belongs to a module that the configuration adapts, and its shapes have the rank that the
/// configuration gives. Numbers are checked when they are read.
public struct PEFTAdapter: Sendable {
    /// The factors of one module.
    public struct Module: Equatable, Sendable {
        /// Path of the linear layer in the base model: `model.layers.0.self_attn.q_proj`.
        public let path: String
        /// A, [rank, in].
        public let a: TensorEntry
        /// B, [out, rank].
        public let b: TensorEntry
        /// Inner size.
        public let rank: Int
        /// Alpha.
        public let alpha: Double
        /// What B·A is multiplied by.
        public let scale: Double
    }

    /// Path of the folder.
    public let path: String
    /// What `adapter_config.json` says.
    public let config: PEFTConfig
    /// Adapted modules, ordered by path.
    public let modules: [Module]
    /// The factors' file.
    public let weights: SafetensorsFile
    /// The members of `selkie.json`: what Selkie knows beyond PEFT's layout; nil when another program made
    /// the folder.
    public let provenance: JSONFields?
    let selector: ModuleSelector

    /// Opens the folder at `path`; the factors are mapped, not read.
    ///
    /// - Throws: ``FormatError`` naming what is missing, unsupported or does not fit together.
    public init(path: String) throws(FormatError) {
        guard isFolder(path) else {
            throw isFile(path)
                ? FormatError(
                    .notAFile, file: path, problem: "is not a folder", remedy: "name an adapter folder")
                : FormatError(.notFound, file: path, problem: "no such folder", remedy: "check the path")
        }
        let configPath = path + "/adapter_config.json"
        let weightsPath = path + "/adapter_model.safetensors"
        for name in [configPath, weightsPath] where !isFile(name) {
            let file = name.dropFirst(path.count + 1)
            let pickled = name == weightsPath && isFile(path + "/adapter_model.bin")
            throw FormatError(
                .missing, file: path, problem: "\(file) is not there",
                remedy: pickled
                    ? "save the adapter as safetensors (pickles are never read)" : "name an adapter folder")
        }
        let config = try PEFTConfig(path: configPath)
        let selector = try ModuleSelector(config, file: configPath)
        let weights = try SafetensorsFile(path: weightsPath)
        self.modules = try Self.pair(weights, selector: selector)
        self.path = path
        self.config = config
        self.selector = selector
        self.weights = weights
        let provenancePath = path + "/selkie.json"
        self.provenance = isFile(provenancePath) ? try JSONFields(path: provenancePath) : nil
    }

    /// The values of a factor as single precision, row-major.
    ///
    /// - Throws: ``FormatError`` with `.notFinite` when one is NaN or infinite.
    public func values(of factor: TensorEntry) throws(FormatError) -> [Float] {
        let values = factor.type.decode(try weights.bytes(of: factor)) ?? []
        if let index = values.firstIndex(where: { !$0.isFinite }) {
            throw FormatError(
                .notFinite, file: weights.path, place: "tensor \(quoted(factor.name))",
                problem: "element \(index) is \(values[index])",
                remedy: "the adapter is damaged; train it again")
        }
        return values
    }
}
