import Files

/// The tensors of an adapter's file, put together by module.
struct FactorPairs {
    /// Both halves of a module.
    typealias Halves = (a: AdapterFolder.Factor?, b: AdapterFolder.Factor?)

    /// Halves by the path of their module.
    private(set) var halves: [String: Halves] = [:]
    /// The name that the adapter has in its tensors; nil where it has none there.
    var adapterName: String?

    /// Adds a half of a module.
    mutating func add(_ factor: AdapterFolder.Factor, isA: Bool, to module: String) {
        if isA {
            halves[module, default: (nil, nil)].a = factor
        } else {
            halves[module, default: (nil, nil)].b = factor
        }
    }

    /// The modules, ordered by path.
    ///
    /// - Parameters:
    ///   - weights: The file, for messages.
    ///   - figures: Rank, alpha and scale of the module of a path.
    /// - Returns: At least one.
    /// - Throws: `Diagnosis` with `.missing` for half a pair or none at all, `.wrongShape`, or what `figures` throws.
    func modules(
        of weights: SafetensorsFile,
        _ figures: (_ module: String) throws(Diagnosis) -> (rank: Int, alpha: Double, scale: Double)
    ) throws(Diagnosis) -> [AdapterFolder.Module] {
        guard !halves.isEmpty else {
            throw Diagnosis(
                .missing, file: weights.path, problem: "the adapter has no factors",
                remedy: "fetch or train the adapter again")
        }
        var modules: [AdapterFolder.Module] = []
        for (path, half) in halves.sorted(by: { $0.key < $1.key }) {
            guard let a = half.a, let b = half.b else {
                throw Self.refuse(
                    .missing, path, "\(half.a == nil ? "lora_A" : "lora_B") is not there", weights)
            }
            let (rank, alpha, scale) = try figures(path)
            try Self.check(a, b, rank: rank, path: path, weights)
            modules.append(
                AdapterFolder.Module(path: path, a: a, b: b, rank: rank, alpha: alpha, scale: scale))
        }
        return modules
    }

    private static func check(
        _ a: AdapterFolder.Factor, _ b: AdapterFolder.Factor, rank: Int, path: String,
        _ weights: SafetensorsFile
    ) throws(Diagnosis) {
        let shapes = "\(a.entry.shape) and \(b.entry.shape)"
        guard a.shape.count == 2, b.shape.count == 2, a.entry.elementCount > 0, b.entry.elementCount > 0
        else {
            throw refuse(.wrongShape, path, "its factors have shapes \(shapes), not two matrices", weights)
        }
        guard a.shape[0] == rank, b.shape[1] == rank else {
            let isTurned = a.shape[1] == rank && b.shape[0] == rank
            let order = a.isTransposed ? "A is [in, rank], B [rank, out]" : "A is [rank, in], B [out, rank]"
            throw refuse(
                .wrongShape, path,
                "its factors \(shapes) are " + (isTurned ? "transposed (\(order))" : "not of rank \(rank)"),
                weights)
        }
    }

    /// An error about a module.
    static func refuse(
        _ code: Diagnosis.Code, _ module: String, _ problem: String, _ weights: SafetensorsFile
    ) -> Diagnosis {
        Diagnosis(
            code, file: weights.path, place: "module \(quoted(module))", problem: problem,
            remedy: "fetch or train the adapter again")
    }

    /// An error about a tensor that is no factor.
    static func refuse(_ entry: TensorEntry, in weights: SafetensorsFile) -> Diagnosis {
        Diagnosis(
            .unsupportedFeature, file: weights.path, place: "tensor \(quoted(entry.name))",
            problem: "it is not a LoRA factor of a linear layer",
            remedy: "use a plain LoRA adapter without it")
    }
}
