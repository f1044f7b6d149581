import Files
import ModelFormats

extension ModelConfiguration {
    /// Reads the configuration of a GGUF model.
    ///
    /// - Throws: `Diagnosis` for a missing key, an unknown architecture, an unsupported
    ///   feature, or sizes that do not fit.
    init(_ gguf: GGUFFile) throws {
        try gguf.requireModel()
        let metadata = gguf.metadata
        let name = try metadata.string("general.architecture")
        guard let architecture = Architecture(rawValue: name) else {
            throw Diagnosis(
                .unknownArchitecture, file: gguf.path, place: "general.architecture",
                problem: "the architecture \(name) is not supported",
                remedy: "use one of \(Architecture.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        func integer(_ key: String) throws -> Int { try metadata.integer("\(name).\(key)") }
        func double(_ key: String) throws -> Double? { try metadata.doubleIfPresent("\(name).\(key)") }
        let hidden = try integer("embedding_length")
        let layers = try integer("block_count")
        let heads = try integer("attention.head_count")
        let headWidth =
            try metadata.integerIfPresent("\(name).attention.key_length") ?? (heads > 0 ? hidden / heads : 0)
        let isGemma = architecture == .gemma3
        let window = try metadata.integerIfPresent("\(name).attention.sliding_window") ?? 0
        guard let embedding = gguf.entry(named: WeightName.embedding.ggufName) else {
            throw Diagnosis(
                .missing, file: gguf.path, place: "tensor token_embd.weight",
                problem: "the tensor is not there",
                remedy: "fetch the model again")
        }
        for key in ["attn_logit_softcapping", "final_logit_softcapping"] where try double(key) ?? 0 != 0 {
            throw Diagnosis(
                .unsupportedFeature, file: gguf.path, place: "\(name).\(key)", problem: "capped logits",
                remedy: "use another model")
        }
        let rotary = try Self.rotary(gguf, name: name, headWidth: headWidth)
        // Every sixth layer of gemma3 sees everything; its files do not say so.
        let slides = (0..<max(0, min(layers, 4096))).map { isGemma && window > 0 && ($0 + 1) % 6 != 0 }
        self.init(
            architecture: architecture, vocabulary: embedding.shape.first ?? 0, hidden: hidden,
            layers: layers,
            heads: heads, keyHeads: try metadata.integerIfPresent("\(name).attention.head_count_kv") ?? heads,
            headWidth: headWidth, feedForward: try integer("feed_forward_length"),
            normEpsilon: Float(try double("attention.layer_norm_rms_epsilon") ?? 1e-6),
            contextLength: try integer("context_length"), rotary: rotary,
            localRotary: isGemma ? RotaryEmbedding(base: try double("rope.freq_base_swa") ?? 10_000) : rotary,
            windows: slides.map { isGemma ? ($0 ? window : 0) : window }, usesLocalRotary: slides,
            attentionScale: Float(1 / Double(max(1, headWidth)).squareRoot()),
            embeddingScale: isGemma ? Float(hidden).squareRoot() : 1, activation: isGemma ? .geluTanh : .silu,
            hasAttentionBias: gguf.entry(named: WeightName.bias(.query, layer: 0).ggufName) != nil,
            hasQueryKeyNorm: architecture == .qwen3 || isGemma, hasPostNorm: isGemma,
            tiesEmbeddings: gguf.entry(named: WeightName.output.ggufName) == nil)
        try validate(file: gguf.path)
    }

    private static func rotary(_ gguf: GGUFFile, name: String, headWidth: Int) throws -> RotaryEmbedding {
        let metadata = gguf.metadata
        if let rotated = try metadata.integerIfPresent("\(name).rope.dimension_count"), rotated != headWidth {
            throw Diagnosis(
                .unsupportedFeature, file: gguf.path, place: "\(name).rope.dimension_count",
                problem: "only \(rotated) of a head's \(headWidth) elements are rotated",
                remedy: "use another model")
        }
        let base = try metadata.doubleIfPresent("\(name).rope.freq_base") ?? 10_000
        let type = try metadata.stringIfPresent("\(name).rope.scaling.type") ?? "none"
        let factor = try metadata.doubleIfPresent("\(name).rope.scaling.factor") ?? 1
        guard ["none", "linear"].contains(type), factor > 0 else {
            throw Diagnosis(
                .unsupportedFeature, file: gguf.path, place: "\(name).rope.scaling.type",
                problem: "the rotary scaling \(type)", remedy: "use another model")
        }
        var rotary = RotaryEmbedding(base: base, linearFactor: type == "linear" ? factor : 1)
        // Llama 3's scaling is stored as one divisor for each frequency.
        if let entry = gguf.entry(named: "rope_freqs.weight") {
            guard entry.type == .f32, entry.shape == [headWidth / 2] else {
                throw Diagnosis(
                    .wrongShape, file: gguf.path, place: "tensor rope_freqs.weight",
                    problem:
                        "shape \(entry.shape) of type \(entry.type.rawValue) where [\(headWidth / 2)] of F32 is needed",
                    remedy: "fetch the model again")
            }
            let bytes = try gguf.bytes(of: entry)
            rotary.divisors = (0..<headWidth / 2).map {
                bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self)
            }
        }
        return rotary
    }
}
