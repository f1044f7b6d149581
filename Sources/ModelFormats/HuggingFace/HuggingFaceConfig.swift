public import Files

/// What a Hugging Face `config.json` says about a language model, with the defaults of its family filled in.
///
/// Configurations on the Hub leave out what equals their class's default, keep old names (`torch_dtype`,
/// `rope_theta`, `sliding_window_pattern`) or use new ones (`dtype`, `rope_parameters`, `layer_types`), and
/// nest the text model of multimodal ones under `text_config`; here it is one value. What changes the result
/// and is not supported is refused.
public struct HuggingFaceConfig: Sendable {
    /// A family of models that share one architecture.
    public enum Family: String, CaseIterable, Sendable {
        /// Llama and models of its shape.
        case llama
        /// Mistral.
        case mistral
        /// Qwen 2 and 2.5.
        case qwen2
        /// Qwen 3.
        case qwen3
        /// The text part of Gemma 3.
        case gemma3
    }

    /// Family.
    public let family: Family
    /// Class names the weights were saved from.
    public let architectures: [String]
    /// Width of the residual stream.
    public let hiddenSize: Int
    /// Number of layers.
    public let layerCount: Int
    /// Query heads.
    public let headCount: Int
    /// Key and value heads.
    public let keyValueHeadCount: Int
    /// Width of a head.
    public let headSize: Int
    /// Width inside the MLP.
    public let intermediateSize: Int
    /// Rows of the embedding matrix.
    public let vocabularySize: Int
    /// Number added under the root in RMS normalisation.
    public let rmsNormEpsilon: Double
    /// Rotary embedding of the layers with full attention.
    public let rope: RotaryEmbedding
    /// Rotary embedding of the layers with a sliding window; the same as ``rope`` except in Gemma 3.
    public let slidingRope: RotaryEmbedding
    /// Longest sequence the model was made for.
    public let maximumPositions: Int
    /// Whether the output matrix is the embedding matrix.
    public let tiesEmbeddings: Bool
    /// Whether all four attention projections have biases.
    ///
    /// Qwen 2 has them on query, key and value by design.
    public let attentionBias: Bool
    /// Whether the MLP's projections have biases.
    public let mlpBias: Bool
    /// Activation in the MLP, by its name in transformers: `silu`, `gelu_pytorch_tanh`.
    public let activation: String
    /// Tokens that a layer with sliding attention sees, itself included; nil when no layer has it.
    public let slidingWindow: Int?
    /// For each layer whether its attention slides.
    public let slidingLayers: [Bool]
    /// Queries are divided by the square root of this (Gemma 3); nil means ``headSize``.
    public let queryScalar: Double?
    /// Cap on attention scores, nil for none.
    public let attentionSoftcap: Double?
    /// Cap on logits, nil for none.
    public let logitSoftcap: Double?
    /// Token that begins a text, nil when unset.
    public let beginToken: Int?
    /// Tokens that end a text; may be empty.
    public let endTokens: [Int]
    /// Element type the weights were saved in: `float32`, `bfloat16`; nil when unset.
    public let elementType: String?
    /// Every member of the text model's configuration, also those not read here.
    public let fields: JSONFields

    /// Reads `config.json` at `path`.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature` for an unknown family or feature, `.missing`,
    ///   `.wrongValue`, or why the file cannot be read.
    public init(path: String) throws(Diagnosis) {
        try self.init(JSONFields(path: path))
    }

    init(_ outer: JSONFields) throws(Diagnosis) {
        let family = try Self.family(outer)
        let text = try outer.fields("text_config") ?? outer
        try Self.refuseUnsupported(outer)
        try Self.refuseUnsupported(text)
        let gemma = family == .gemma3
        let sizes = 1...(1 << 24)
        func size(_ key: String, default fallback: Int?) throws(Diagnosis) -> Int {
            try text.required(text.integer(key, in: sizes) ?? fallback, key)
        }
        let hidden = try size("hidden_size", default: gemma ? 2304 : nil)
        let heads = try size("num_attention_heads", default: gemma ? 8 : nil)
        let layers = try text.required(
            text.integer("num_hidden_layers", in: 1...4096) ?? (gemma ? 26 : nil), "num_hidden_layers")
        self.family = family
        architectures = try outer.strings("architectures") ?? []
        hiddenSize = hidden
        layerCount = layers
        headCount = heads
        keyValueHeadCount = try size(
            "num_key_value_heads", default: gemma ? 4 : family == .mistral ? 8 : heads)
        guard heads.isMultiple(of: keyValueHeadCount) else {
            throw text.error(
                .wrongValue, "num_key_value_heads",
                "\(heads) heads are not a multiple of \(keyValueHeadCount)",
                "fetch the file again")
        }
        headSize = try Self.headSize(text, family: family, hidden: hidden, heads: heads)
        intermediateSize = try size("intermediate_size", default: gemma ? 9216 : nil)
        vocabularySize = try size("vocab_size", default: gemma ? 262_208 : nil)
        rmsNormEpsilon = try text.double("rms_norm_eps") ?? 1e-6
        guard rmsNormEpsilon > 0, rmsNormEpsilon < 1 else {
            throw text.error(
                .wrongValue, "rms_norm_eps", "\(rmsNormEpsilon) is not possible", "fetch the file again")
        }
        (rope, slidingRope) = try RotaryEmbedding.read(text, family: family)
        maximumPositions = try size("max_position_embeddings", default: gemma ? 131_072 : 2048)
        tiesEmbeddings =
            try Self.first(in: [text, outer]) { (fields) throws(Diagnosis) in
                try fields.bool("tie_word_embeddings")
            } ?? gemma
        attentionBias = try text.bool("attention_bias") ?? false
        mlpBias = try text.bool("mlp_bias") ?? false
        activation =
            try text.string(gemma ? "hidden_activation" : "hidden_act")
            ?? (gemma ? "gelu_pytorch_tanh" : "silu")
        (slidingWindow, slidingLayers) = try Self.sliding(text, family: family, layers: layers)
        queryScalar = try text.double("query_pre_attn_scalar") ?? (gemma ? 256 : nil)
        attentionSoftcap = try text.double("attn_logit_softcapping")
        logitSoftcap = try text.double("final_logit_softcapping")
        beginToken = try Self.first(in: [text, outer]) { (fields) throws(Diagnosis) in
            try fields.integers("bos_token_id").first
        }
        endTokens =
            try Self.first(in: [outer, text]) { (fields) throws(Diagnosis) in
                let tokens = try fields.integers("eos_token_id")
                return tokens.isEmpty ? nil : tokens
            } ?? []
        elementType = try Self.first(in: [text, outer]) { (fields) throws(Diagnosis) in
            if let type = try fields.string("dtype") { return type }
            return try fields.string("torch_dtype")
        }
        fields = text
    }

    /// The first answer that is not nil, asked of the text model's configuration and the one around it in
    /// turn.
    private static func first<Value>(
        in levels: [JSONFields], _ read: (JSONFields) throws(Diagnosis) -> Value?
    ) throws(Diagnosis) -> Value? {
        for fields in levels {
            if let value = try read(fields) { return value }
        }
        return nil
    }
}
