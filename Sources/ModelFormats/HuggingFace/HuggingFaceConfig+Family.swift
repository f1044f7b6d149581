import Files

extension HuggingFaceConfig {
    /// The family that `model_type` names.
    ///
    /// - Throws: `Diagnosis` with `.missing` or `.unsupportedFeature`.
    static func family(_ outer: JSONFields) throws(Diagnosis) -> Family {
        let name = try outer.required(outer.string("model_type"), "model_type")
        switch name {
        case "gemma3_text", "gemma3": return .gemma3
        default:
            guard let family = Family(rawValue: name), family != .gemma3 else {
                throw outer.error(
                    .unsupportedFeature, "model_type", "architecture \(quoted(name)) is not supported",
                    "use a model of type llama, mistral, qwen2, qwen3 or gemma3")
            }
            return family
        }
    }

    /// Refuses what would change the result and is not computed.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature`, naming the key.
    static func refuseUnsupported(_ fields: JSONFields) throws(Diagnosis) {
        func refuse(_ key: String, _ problem: String, _ remedy: String) -> Diagnosis {
            fields.error(.unsupportedFeature, key, problem, remedy)
        }
        if fields["quantization_config"] != nil {
            throw refuse(
                "quantization_config", "quantized safetensors are not supported",
                "use the unquantized model or a GGUF file")
        }
        if let factor = try fields.double("partial_rotary_factor"), factor != 1 {
            throw refuse(
                "partial_rotary_factor", "partial rotary embeddings are not supported", "use another model")
        }
        if try fields.bool("use_bidirectional_attention") == true {
            throw refuse(
                "use_bidirectional_attention", "bidirectional attention is not supported",
                "use a causal model")
        }
    }

    static func headSize(
        _ fields: JSONFields, family: Family, hidden: Int, heads: Int
    ) throws(Diagnosis) -> Int {
        if let size = try fields.integer("head_dim", in: 1...65_536) { return size }
        switch family {
        case .gemma3: return 256
        case .qwen3: return 128
        case .llama, .mistral, .qwen2:
            guard hidden.isMultiple(of: heads) else {
                throw fields.error(
                    .wrongValue, "hidden_size", "\(hidden) is not a multiple of \(heads) heads",
                    "fetch the file again")
            }
            return hidden / heads
        }
    }

    /// Window and the layers it applies to.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue` or `.unsupportedFeature`.
    static func sliding(
        _ fields: JSONFields, family: Family, layers: Int
    ) throws(Diagnosis) -> (window: Int?, layers: [Bool]) {
        let window = try window(fields, family: family)
        if let names = try fields.strings("layer_types"), family != .mistral {
            guard names.count == layers else {
                throw fields.error(
                    .wrongValue, "layer_types", "\(names.count) entries for \(layers) layers",
                    "fetch the file again")
            }
            var sliding: [Bool] = []
            for name in names {
                switch name {
                case "full_attention": sliding.append(false)
                case "sliding_attention": sliding.append(window != nil)
                default:
                    throw fields.error(
                        .unsupportedFeature, "layer_types", "layer type \(quoted(name)) is not supported",
                        "use another model")
                }
            }
            return (sliding.contains(true) ? window : nil, sliding)
        }
        guard let window else { return (nil, Array(repeating: false, count: layers)) }
        switch family {
        case .llama: return (nil, Array(repeating: false, count: layers))
        case .mistral: return (window, Array(repeating: true, count: layers))
        case .qwen2, .qwen3:
            let first = try fields.integer("max_window_layers", in: 0...4096) ?? 28
            let sliding = (0..<layers).map { $0 >= first }
            return (sliding.contains(true) ? window : nil, sliding)
        case .gemma3:
            let stated = try fields.integer("sliding_window_pattern", in: 1...4096)
            let saved = try fields.integer("_sliding_window_pattern", in: 1...4096)
            let pattern = stated ?? saved ?? 6
            return (window, (0..<layers).map { !($0 + 1).isMultiple(of: pattern) })
        }
    }

    private static func window(_ fields: JSONFields, family: Family) throws(Diagnosis) -> Int? {
        let stated = try fields.integer("sliding_window", in: 1...(1 << 30))
        // A null window means none; only a missing key means the class's default.
        let implied: Int? = fields.object["sliding_window"] == nil ? 4096 : nil
        switch family {
        case .llama: return nil
        case .mistral, .gemma3: return stated ?? implied
        case .qwen2, .qwen3:
            return try fields.bool("use_sliding_window") == true ? stated ?? implied : nil
        }
    }
}
