public import Files

extension PEFTConfig {
    /// Reads `adapter_config.json` at `path`.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature` naming the key that is not supported, `.missing`,
    ///   `.wrongValue`, or why the file cannot be read.
    public init(path: String) throws(Diagnosis) {
        try self.init(JSONFields(path: path))
    }

    init(_ fields: JSONFields) throws(Diagnosis) {
        try Self.refuseUnsupported(fields)
        let ranks = 1...65_536
        let rank = try fields.required(fields.integer("r", in: ranks), "r")
        let alpha = try fields.required(fields.double("lora_alpha"), "lora_alpha")
        let targets = try fields.required(Self.targets(fields, "target_modules"), "target_modules")
        self.init(rank: rank, alpha: alpha, targets: targets)
        exclusions = try Self.targets(fields, "exclude_modules")
        if let pattern = try fields.fields("rank_pattern") {
            for key in pattern.object.keys {
                rankPattern.append((key, try pattern.required(pattern.integer(key, in: ranks), key)))
            }
        }
        if let pattern = try fields.fields("alpha_pattern") {
            for key in pattern.object.keys {
                alphaPattern.append((key, try pattern.required(pattern.double(key), key)))
            }
        }
        usesRankStabilization = try fields.bool("use_rslora") ?? false
        let listed = try fields.integers("layers_to_transform")
        layers = listed.isEmpty ? nil : listed
        if let name = fields["layers_pattern"]?.string {
            layersPattern = name.isEmpty ? [] : [name]
        } else {
            layersPattern = try fields.strings("layers_pattern") ?? []
        }
        for name in layersPattern where !name.utf8.allSatisfy(Self.isPlain) {
            throw fields.error(
                .unsupportedFeature, "layers_pattern", "\(quoted(name)) is more than a plain name",
                "name the list of layers, such as 'layers'")
        }
        dropout = try fields.double("lora_dropout") ?? 0
        baseModelHint = try fields.string("base_model_name_or_path")
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func targets(_ fields: JSONFields, _ key: String) throws(Diagnosis) -> Targets? {
        guard let value = fields[key] else { return nil }
        if let text = value.string {
            if text.isEmpty { return nil }
            return text.lowercased() == "all-linear" && key == "target_modules" ? .allLinear : .pattern(text)
        }
        let names = try fields.required(fields.strings(key), key)
        return names.isEmpty ? nil : .names(names)
    }
}
