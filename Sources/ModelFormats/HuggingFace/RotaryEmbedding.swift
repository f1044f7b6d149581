import Files

/// How positions turn queries and keys: the base of the frequencies and how they are stretched for longer
/// texts.
public struct RotaryEmbedding: Equatable, Sendable {
    /// Stretching of the frequencies.
    public enum Scaling: Equatable, Sendable {
        /// None.
        case none
        /// All frequencies divided by `factor`.
        case linear(factor: Double)
        /// Llama 3.1: low frequencies divided by `factor`, high ones kept, those between blended.
        case llama3(factor: Double, lowFrequency: Double, highFrequency: Double, originalPositions: Int)
    }

    /// Base of the geometric series of frequencies.
    public let theta: Double
    /// Stretching.
    public let scaling: Scaling

    /// Creates an embedding from known values.
    public init(theta: Double, scaling: Scaling = .none) {
        self.theta = theta
        self.scaling = scaling
    }

    /// Reads `rope_parameters`, or the older `rope_theta`, `rope_scaling` and `rope_local_base_freq`.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue`, `.missing`, or `.unsupportedFeature` for another kind of
    ///   scaling.
    static func read(
        _ fields: JSONFields, family: HuggingFaceConfig.Family
    ) throws(Diagnosis) -> (full: RotaryEmbedding, sliding: RotaryEmbedding) {
        let gemma = family == .gemma3
        let theta = try fields.double("rope_theta") ?? (gemma ? 1_000_000 : 10_000)
        let local = try fields.double("rope_local_base_freq") ?? 10_000
        guard let parameters = try fields.fields("rope_parameters") else {
            let full = try RotaryEmbedding(fields.fields("rope_scaling"), theta: theta, in: fields)
            return (full, gemma ? try RotaryEmbedding(nil, theta: local, in: fields) : full)
        }
        if gemma || parameters["full_attention"] != nil || parameters["sliding_attention"] != nil {
            let full = try parameters.fields("full_attention")
            let sliding = try parameters.fields("sliding_attention")
            return (
                try RotaryEmbedding(full, theta: theta, in: parameters),
                try RotaryEmbedding(sliding, theta: gemma ? local : theta, in: parameters)
            )
        }
        let shared = try RotaryEmbedding(parameters, theta: theta, in: fields)
        return (shared, shared)
    }

    private init(_ parameters: JSONFields?, theta fallback: Double, in outer: JSONFields) throws(Diagnosis) {
        let theta = try parameters?.double("rope_theta") ?? fallback
        guard theta > 1, theta.isFinite else {
            throw (parameters ?? outer).error(
                .wrongValue, "rope_theta", "\(theta) is not above 1", "fetch the file again")
        }
        self.theta = theta
        guard let parameters else {
            scaling = .none
            return
        }
        if let part = try parameters.double("partial_rotary_factor"), part != 1 {
            throw parameters.error(
                .unsupportedFeature, "partial_rotary_factor", "partial rotary embeddings are not supported",
                "use another model")
        }
        func positive(_ key: String) throws(Diagnosis) -> Double {
            let value = try parameters.required(parameters.double(key), key)
            guard value > 0, value.isFinite else {
                throw parameters.error(.wrongValue, key, "\(value) is not above 0", "fetch the file again")
            }
            return value
        }
        let older = try parameters.string("type")
        let type = try parameters.string("rope_type") ?? older ?? "default"
        switch type {
        case "default": scaling = .none
        case "linear": scaling = .linear(factor: try positive("factor"))
        case "llama3":
            let low = try positive("low_freq_factor")
            let high = try positive("high_freq_factor")
            guard high > low else {
                throw parameters.error(
                    .wrongValue, "high_freq_factor", "\(high) is not above low_freq_factor \(low)",
                    "fetch the file again")
            }
            let key = "original_max_position_embeddings"
            let positions = try parameters.required(parameters.integer(key, in: 1...(1 << 30)), key)
            scaling = .llama3(
                factor: try positive("factor"), lowFrequency: low, highFrequency: high,
                originalPositions: positions)
        default:
            throw parameters.error(
                .unsupportedFeature, "rope_type", "rotary scaling \(quoted(type)) is not supported",
                "use a model with default, linear or llama3 scaling")
        }
    }
}
