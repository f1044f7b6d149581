extension PEFTAdapter {
    private static let prefix = "base_model.model."
    private static let suffixA = ".lora_A.weight"
    private static let suffixB = ".lora_B.weight"

    /// Pairs the tensors of `weights` into modules.
    ///
    /// - Throws: ``FormatError`` with `.unsupportedFeature` for a tensor that is no factor, `.missing` for
    ///   half a pair, `.wrongValue` for a module that is not adapted, `.wrongShape`.
    static func pair(_ weights: SafetensorsFile, selector: ModuleSelector) throws(FormatError) -> [Module] {
        var halves: [String: (a: TensorEntry?, b: TensorEntry?)] = [:]
        for entry in weights.tensors {
            let isA = entry.name.hasSuffix(suffixA)
            guard entry.name.hasPrefix(prefix), isA || entry.name.hasSuffix(suffixB),
                entry.name.utf8.count > prefix.utf8.count + suffixA.utf8.count
            else {
                throw FormatError(
                    .unsupportedFeature, file: weights.path, place: "tensor \(quoted(entry.name))",
                    problem: "it is not a LoRA factor of a linear layer",
                    remedy: "use a plain LoRA adapter without it")
            }
            let module = String(entry.name.dropFirst(prefix.count).dropLast(suffixA.count))
            if isA {
                halves[module, default: (nil, nil)].a = entry
            } else {
                halves[module, default: (nil, nil)].b = entry
            }
        }
        guard !halves.isEmpty else {
            throw FormatError(
                .missing, file: weights.path, problem: "the adapter has no factors",
                remedy: "fetch or train the adapter again")
        }
        var modules: [Module] = []
        for (path, half) in halves.sorted(by: { $0.key < $1.key }) {
            modules.append(try module(path, half, weights: weights, selector: selector))
        }
        return modules
    }

    private static func module(
        _ path: String, _ half: (a: TensorEntry?, b: TensorEntry?), weights: SafetensorsFile,
        selector: ModuleSelector
    ) throws(FormatError) -> Module {
        func refuse(_ code: FormatError.Code, _ problem: String) -> FormatError {
            FormatError(
                code, file: weights.path, place: "module \(quoted(path))", problem: problem,
                remedy: "fetch or train the adapter again")
        }
        guard let a = half.a else { throw refuse(.missing, "lora_A is not there") }
        guard let b = half.b else { throw refuse(.missing, "lora_B is not there") }
        guard selector.adapts(path) else {
            throw refuse(.wrongValue, "it has factors but the configuration does not adapt it")
        }
        let rank = selector.rank(of: path)
        guard a.shape.count == 2, b.shape.count == 2, a.elementCount > 0, b.elementCount > 0 else {
            throw refuse(.wrongShape, "its factors have shapes \(a.shape) and \(b.shape), not two matrices")
        }
        guard a.shape[0] == rank, b.shape[1] == rank else {
            if a.shape[1] == rank, b.shape[0] == rank {
                throw refuse(
                    .wrongShape,
                    "its factors \(a.shape) and \(b.shape) are transposed (A is [rank, in], B [out, rank])")
            }
            throw refuse(.wrongShape, "its factors \(a.shape) and \(b.shape) are not of rank \(rank)")
        }
        return Module(
            path: path, a: a, b: b, rank: rank, alpha: selector.alpha(of: path),
            scale: selector.scale(of: path))
    }
}
