package import Files

extension PEFTConfig {
    /// The content of `adapter_config.json`, with every key that PEFT's loader needs.
    package func json() -> JSONValue {
        var members: JSONObject = [
            "peft_type": .string("LORA"),
            "task_type": .string("CAUSAL_LM"),
            "base_model_name_or_path": .string(baseModelHint ?? ""),
            "inference_mode": .bool(true),
            "r": .integer(rank),
            "lora_alpha": Self.json(alpha),
            "lora_dropout": Self.json(dropout),
            "target_modules": Self.json(targets),
            "use_rslora": .bool(usesRankStabilization),
            "bias": .string("none"),
            "fan_in_fan_out": .bool(false),
            "init_lora_weights": .bool(true),
            "modules_to_save": .null,
            "use_dora": .bool(false),
        ]
        members["exclude_modules"] = exclusions.map(Self.json)
        var ranks = JSONObject()
        for (pattern, rank) in rankPattern { ranks[pattern] = .integer(rank) }
        members["rank_pattern"] = .object(ranks)
        var alphas = JSONObject()
        for (pattern, alpha) in alphaPattern { alphas[pattern] = Self.json(alpha) }
        members["alpha_pattern"] = .object(alphas)
        members["layers_to_transform"] = layers.map { .array($0.map { .integer($0) }) } ?? .null
        members["layers_pattern"] = layersPattern.isEmpty ? .null : .array(layersPattern.map { .string($0) })
        return .object(members)
    }

    /// Whole numbers without a point: PEFT's own files hold integers there, and some readers insist.
    private static func json(_ number: Double) -> JSONValue {
        Int(exactly: number).map { .integer($0) } ?? .number(number)
    }

    private static func json(_ targets: Targets) -> JSONValue {
        switch targets {
        case .names(let names): .array(names.map { .string($0) })
        case .pattern(let text): .string(text)
        case .allLinear: .string("all-linear")
        }
    }
}
