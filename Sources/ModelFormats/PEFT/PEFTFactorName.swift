import Files

/// The name of a factor in PEFT's files: `base_model.model.MODULE.lora_A.weight`, or with the adapter's name before
/// `weight`, as it is in a model that is being trained.
struct PEFTFactorName {
    private static let prefix = "base_model.model."

    /// Path of the module.
    let module: String
    /// Whether it is A rather than B.
    let isA: Bool
    /// The adapter's name, where the file has it.
    let adapter: String?

    /// Takes a name apart; nil for one of another form.
    init?(_ name: String) {
        guard name.hasPrefix(Self.prefix) else { return nil }
        var parts = name.dropFirst(Self.prefix.count).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.popLast() == "weight", var half = parts.popLast() else { return nil }
        if half != "lora_A", half != "lora_B" {
            adapter = String(half)
            guard let next = parts.popLast() else { return nil }
            half = next
        } else {
            adapter = nil
        }
        guard half == "lora_A" || half == "lora_B", adapter != "", !parts.isEmpty, parts != [""] else {
            return nil
        }
        isA = half == "lora_A"
        module = parts.joined(separator: ".")
    }

    /// The tensors of a file by module.
    ///
    /// - Throws: `Diagnosis` with `.unsupportedFeature` for a tensor that is no factor, and for two adapters in one
    ///   file.
    static func pairs(in weights: SafetensorsFile) throws(Diagnosis) -> FactorPairs {
        var pairs = FactorPairs()
        for (index, entry) in weights.tensors.enumerated() {
            guard let name = PEFTFactorName(entry.name) else { throw FactorPairs.refuse(entry, in: weights) }
            if index == 0 { pairs.adapterName = name.adapter }
            guard name.adapter == pairs.adapterName else {
                let both = [pairs.adapterName, name.adapter].map { $0.map(quoted) ?? "one without a name" }
                throw Diagnosis(
                    .unsupportedFeature, file: weights.path, place: "tensor \(quoted(entry.name))",
                    problem: "the file holds several adapters: \(both[0]) and \(both[1])",
                    remedy: "save the one that is meant by itself (save_pretrained with selected_adapters)")
            }
            pairs.add(AdapterFolder.Factor(entry: entry, isTransposed: false), isA: name.isA, to: name.module)
        }
        return pairs
    }
}

extension FactorPairs {
    /// The modules that a configuration of PEFT adapts, ordered by path.
    ///
    /// - Throws: `Diagnosis`, with `.wrongValue` for a module that is not adapted.
    func modules(
        of weights: SafetensorsFile, selector: ModuleSelector
    ) throws(Diagnosis) -> [AdapterFolder.Module] {
        try modules(of: weights) { (path) throws(Diagnosis) in
            guard selector.adapts(path) else {
                throw Self.refuse(
                    .wrongValue, path, "it has factors but the configuration does not adapt it", weights)
            }
            return (selector.rank(of: path), selector.alpha(of: path), selector.scale(of: path))
        }
    }
}
