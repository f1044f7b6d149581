import Files

/// What the `adapter_config.json` of mlx-lm says about a LoRA adapter.
///
/// The file keeps all settings of a training, of which three decide what the adapter computes: the kind of training, the
/// rank, and a scale that multiplies A·B directly. Which layers and modules are adapted is told by the tensors.
///
/// Source: `mlx_lm.lora` and `mlx_lm.tuner`.
struct MLXAdapterConfig {
    /// Inner size of all modules.
    let rank: Int
    /// What A·B is multiplied by.
    let scale: Double
    /// What the adapter's maker called the base model.
    let baseModelHint: String?
    private let dropout: Double

    /// Reads the file at `path`.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature` for another kind of training, `.missing`, `.wrongValue`, or
    ///   why the file cannot be read.
    init(path: String) throws(Diagnosis) {
        let fields = try JSONFields(path: path)
        let type = try fields.string("fine_tune_type") ?? "lora"
        guard type == "lora" else {
            var error = fields.error(
                .unsupportedFeature, "fine_tune_type", "\(quoted(type)) is not supported",
                type == "full"
                    ? "make a model of it with mlx_lm.fuse, and give that as the model"
                    : "train a plain LoRA adapter, with fine_tune_type lora")
            if type == "full" { error.step = .giveAsModel }
            throw error
        }
        let settings = try fields.required(fields.fields("lora_parameters"), "lora_parameters")
        rank = try settings.required(settings.integer("rank", in: 1...65_536), "rank")
        scale = try settings.required(settings.double("scale"), "scale")
        if let alpha = try settings.double("alpha"), alpha != Double(rank) {
            throw settings.error(
                .unsupportedFeature, "alpha",
                "versions of mlx-lm differ in whether it changes the scale of \(scale)",
                "remove it, and write the factor that is meant as \"scale\": \(scale), or \(scale * alpha / Double(rank)) with alpha / rank"
            )
        }
        dropout = try settings.double("dropout") ?? 0
        baseModelHint = try fields.string("model")
    }

    /// The modules in `weights`, ordered by path.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature` for a tensor that is no factor, `.missing`, `.wrongShape`.
    func modules(of weights: SafetensorsFile) throws(Diagnosis) -> [AdapterFolder.Module] {
        var pairs = FactorPairs()
        for entry in weights.tensors {
            let isA = entry.name.hasSuffix(".lora_a")
            guard isA || entry.name.hasSuffix(".lora_b"), entry.name.utf8.count > ".lora_a".utf8.count else {
                throw FactorPairs.refuse(entry, in: weights)
            }
            pairs.add(
                AdapterFolder.Factor(entry: entry, isTransposed: true), isA: isA,
                to: String(entry.name.dropLast(".lora_a".count)))
        }
        return try pairs.modules(of: weights) { _ in (rank, scale * Double(rank), scale) }
    }

    /// The same in PEFT's terms, for these modules.
    func peft(_ modules: [AdapterFolder.Module]) -> PEFTConfig {
        var config = PEFTConfig(
            rank: rank, alpha: scale * Double(rank), targets: .names(modules.map(\.path)))
        config.dropout = dropout
        config.baseModelHint = baseModelHint
        return config
    }
}
