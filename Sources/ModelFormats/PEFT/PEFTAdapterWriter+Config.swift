import Files

extension PEFTAdapterWriter {
    /// The configuration under which PEFT adapts exactly `modules`: ends of names and layers where every
    /// chosen layer has the same modules, whole paths otherwise; the commonest rank and alpha, and patterns
    /// for the others.
    ///
    /// - Throws: `Diagnosis` with `.missing` without modules.
    static func config(
        for modules: [Module], _ description: Description, path: String
    ) throws(Diagnosis) -> PEFTConfig {
        guard !modules.isEmpty else {
            throw Diagnosis(
                .missing, file: path, problem: "the adapter has no modules",
                remedy: "train or load an adapter first")
        }
        let rank = commonest(modules.map(\.rank))
        let alpha = commonest(modules.map(\.alpha))
        var config = PEFTConfig(rank: rank, alpha: alpha, targets: .names(modules.map(\.path).sorted()))
        if let grid = Grid(modules.map(\.path)) {
            config.targets = .names(grid.projections)
            config.layers = grid.layers == Array(0..<description.layerCount) ? nil : grid.layers
        }
        for module in modules.sorted(by: { $0.path < $1.path }) {
            if module.rank != rank { config.rankPattern.append((module.path, module.rank)) }
            if module.alpha != alpha { config.alphaPattern.append((module.path, module.alpha)) }
        }
        config.usesRankStabilization = description.usesRankStabilization
        config.baseModelHint = description.baseModel
        return config
    }

    private static func commonest<Value: Comparable & Hashable>(_ values: [Value]) -> Value {
        var counts: [Value: Int] = [:]
        for value in values { counts[value, default: 0] += 1 }
        // Ties go to the smallest, so that the same adapter always gives the same file.
        return values.sorted().max { counts[$0, default: 0] < counts[$1, default: 0] } ?? values[0]
    }

    /// The same projections in every one of some layers.
    private struct Grid {
        let projections: [String]
        let layers: [Int]

        /// Recognises `model.layers.N.PART.PROJECTION`; nil when a path is of another form or a layer lacks a
        /// projection.
        init?(_ paths: [String]) {
            var projections: Set<String> = []
            var layers: Set<Int> = []
            for path in paths {
                let parts = path.split(separator: ".", omittingEmptySubsequences: false)
                guard parts.count == 5, parts[0] == "model", parts[1] == "layers", let layer = Int(parts[2])
                else {
                    return nil
                }
                projections.insert(String(parts[4]))
                layers.insert(layer)
            }
            guard projections.count * layers.count == Set(paths).count else { return nil }
            self.projections = projections.sorted()
            self.layers = layers.sorted()
        }
    }
}
