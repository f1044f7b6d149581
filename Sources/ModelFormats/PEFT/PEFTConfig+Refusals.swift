import Files

extension PEFTConfig {
    /// Keys that are read elsewhere or say nothing about the result of an adapter that is trained already.
    private static let harmless: Set<String> = [
        "r", "lora_alpha", "target_modules", "exclude_modules", "rank_pattern", "alpha_pattern", "use_rslora",
        "layers_to_transform", "layers_pattern", "lora_dropout", "base_model_name_or_path",
        "auto_mapping", "revision", "inference_mode", "peft_version", "runtime_config", "megatron_core",
        "qalora_group_size", "loftq_config", "eva_config", "corda_config", "lora_ga_config",
    ]

    /// Initialisations that leave the base model as it is.
    private static let harmlessInitializations: Set<String> = ["gaussian", "eva", "orthogonal"]

    /// Refuses everything that computes something other than W + scale · B · A.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature`, naming key and value.
    static func refuseUnsupported(_ fields: JSONFields) throws(Diagnosis) {
        for key in fields.object.keys where !harmless.contains(key) {
            guard let value = fields.object[key], !isAllowed(value, for: key) else { continue }
            let shown = printable(value.text(), limit: 48)
            throw fields.error(
                .unsupportedFeature, key, "\(shown) is not supported", "use a plain LoRA adapter without it")
        }
    }

    private static func isAllowed(_ value: JSONValue, for key: String) -> Bool {
        switch key {
        case "peft_type": value == .string("LORA")
        case "task_type": value.isNull || value == .string("CAUSAL_LM")
        case "bias": value.isNull || value == .string("none")
        case "init_lora_weights":
            value.isNull || value.bool != nil || value.string.map(harmlessInitializations.contains) == true
        default: isOff(value)
        }
    }

    /// Whether a value is what a switched-off option is saved as.
    private static func isOff(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool(false): true
        case .array(let elements): elements.isEmpty
        case .object(let members): members.keys.isEmpty
        case .string(let text): text.isEmpty
        default: false
        }
    }
}
