import Files
import Foundation
import ModelFormats
import Tokenizers

extension ModelConfiguration {
    /// The `config.json` of a model that was loaded from a GGUF file.
    ///
    /// Keys are the older ones where transformers has renamed them, since every version reads those.
    ///
    /// - Throws: `Diagnosis` for a damaged key, with `.unsupportedFeature` for a rotation that
    ///   `config.json` cannot say.
    func huggingFaceConfig(
        _ gguf: GGUFFile, _ tokenizer: Tokenizer, _ type: MergedModel.ElementType
    ) throws -> JSONObject {
        let window = windows.max() ?? 0
        let names = familyNames(hasWindow: window > 0)
        let isGemma = architecture == .gemma3
        var config: JSONObject = [
            "architectures": .array([.string(names.model)]),
            "model_type": .string(names.type),
            "vocab_size": .integer(vocabulary),
            "hidden_size": .integer(hidden),
            "intermediate_size": .integer(feedForward),
            "num_hidden_layers": .integer(layers),
            "num_attention_heads": .integer(heads),
            "num_key_value_heads": .integer(keyHeads),
            "head_dim": .integer(headWidth),
            "rms_norm_eps": .number(Self.shortest(normEpsilon)),
            // The loaded window may have been cut to what this engine keeps positions for.
            "max_position_embeddings": .integer(
                try gguf.metadata.integer("\(architecture.rawValue).context_length")),
            "tie_word_embeddings": .bool(tiesEmbeddings),
            "attention_bias": .bool(false),
            "attention_dropout": .number(0),
            "initializer_range": .number(0.02),
            "rope_theta": .number(rotary.base),
            "rope_scaling": try ropeScaling(file: gguf.path),
            "torch_dtype": .string(type.pythonName),
            "use_cache": .bool(true),
        ]
        config[isGemma ? "hidden_activation" : "hidden_act"] = .string(
            activation == .silu ? "silu" : "gelu_pytorch_tanh")
        if architecture == .llama { config["mlp_bias"] = .bool(false) }
        if isGemma {
            config["rope_local_base_freq"] = .number(localRotary.base)
            let scalar = 1 / (Double(attentionScale) * Double(attentionScale))
            config["query_pre_attn_scalar"] = .integer(Int(scalar.rounded()))
        }
        if window > 0 { addWindow(window, to: &config) }
        let tokens = [
            ("bos_token_id", tokenizer.beginningOfText), ("eos_token_id", tokenizer.endOfText),
            ("pad_token_id", tokenizer.padding),
        ]
        for (key, id) in tokens { config[key] = id.map { .integer(Int($0)) } ?? .null }
        return config
    }

    private func addWindow(_ window: Int, to config: inout JSONObject) {
        config["sliding_window"] = .integer(window)
        guard architecture != .llama else { return }
        if architecture != .gemma3 { config["use_sliding_window"] = .bool(true) }
        config["layer_types"] = .array(
            windows.map { .string($0 > 0 ? "sliding_attention" : "full_attention") })
    }

    private func familyNames(hasWindow: Bool) -> (type: String, model: String) {
        switch architecture {
        // GGUF calls Mistral a llama; what sets it apart is its window.
        case .llama: hasWindow ? ("mistral", "MistralForCausalLM") : ("llama", "LlamaForCausalLM")
        case .qwen2: ("qwen2", "Qwen2ForCausalLM")
        case .qwen3: ("qwen3", "Qwen3ForCausalLM")
        case .gemma3: ("gemma3_text", "Gemma3ForCausalLM")
        }
    }

    /// The number that a single-precision value was written as: 1e-05, not 9.99999974e-06.
    private static func shortest(_ value: Float) -> Double { Double(value.description) ?? Double(value) }

    private func ropeScaling(file: String) throws -> JSONValue {
        if let divisors = rotary.divisors, divisors.contains(where: { $0 != 1 }) {
            guard let scaling = Llama3Scaling(divisors: divisors, base: rotary.base, headWidth: headWidth)
            else {
                throw Diagnosis(
                    .unsupportedFeature, file: file, place: "tensor rope_freqs.weight",
                    problem: "its rotary divisors follow no rule that config.json can say",
                    remedy: "merge into the model's Hugging Face folder instead")
            }
            return .object([
                "rope_type": .string("llama3"), "factor": .number(scaling.factor),
                "low_freq_factor": .number(scaling.lowFrequencyFactor),
                "high_freq_factor": .number(scaling.highFrequencyFactor),
                "original_max_position_embeddings": .integer(Int(scaling.originalContext)),
            ])
        }
        guard rotary.linearFactor != 1 else { return .null }
        return .object(["rope_type": .string("linear"), "factor": .number(rotary.linearFactor)])
    }
}

extension ModelConfiguration.Llama3Scaling {
    /// The scaling that gives these divisors of the frequencies, or nil when none does.
    ///
    /// Every released Llama 3 blends between one and four turns within its first window, which is a power of
    /// two; what is left to find is that window, and the stretch is the largest divisor.
    init?(divisors: [Float], base: Double, headWidth: Int) {
        guard let stretch = divisors.max(), stretch > 1 else { return nil }
        for exponent in 5...20 {
            let scaling = Self(
                factor: Double(stretch), lowFrequencyFactor: 1, highFrequencyFactor: 4,
                originalContext: Double(1 << exponent))
            let fits = divisors.enumerated().allSatisfy { index, divisor in
                let frequency = 1 / pow(base, Double(2 * index) / Double(headWidth))
                return abs(frequency / scaling.scaled(frequency) / Double(divisor) - 1) < 1e-4
            }
            if fits {
                self = scaling
                return
            }
        }
        return nil
    }
}
