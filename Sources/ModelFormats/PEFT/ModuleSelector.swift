public import Files

/// Answers for a module's name whether a configuration adapts it, with which rank and which scale, by PEFT's
/// own rules.
///
/// The regular expressions are compiled once, here.
public struct ModuleSelector: Sendable {
    private let config: PEFTConfig
    private let targets: Matcher
    private let exclusions: Matcher?
    private let ranks: [(pattern: PythonPattern, rank: Int)]
    private let alphas: [(pattern: PythonPattern, alpha: Double)]

    private enum Matcher: Sendable {
        case names(Set<String>)
        case pattern(PythonPattern)
        case allLinear
    }

    /// Compiles the expressions of `config`, which came from `file`.
    ///
    /// - Throws: `Diagnosis` with `.malformed`, `.unsupportedFeature` or `.limitExceeded` for an
    ///   expression.
    public init(_ config: PEFTConfig, file: String) throws(Diagnosis) {
        self.config = config
        targets = try Self.matcher(config.targets, file: file, key: "target_modules")
        if let excluded = config.exclusions {
            exclusions = try Self.matcher(excluded, file: file, key: "exclude_modules")
        } else {
            exclusions = nil
        }
        var ranks: [(PythonPattern, Int)] = []
        for (pattern, rank) in config.rankPattern {
            ranks.append((try Self.ending(pattern, file: file, key: "rank_pattern"), rank))
        }
        var alphas: [(PythonPattern, Double)] = []
        for (pattern, alpha) in config.alphaPattern {
            alphas.append((try Self.ending(pattern, file: file, key: "alpha_pattern"), alpha))
        }
        self.ranks = ranks
        self.alphas = alphas
    }

    /// Whether the linear layer `module`, such as `model.layers.0.self_attn.q_proj`, bears factors.
    public func adapts(_ module: String) -> Bool {
        switch exclusions {
        case .names(let names): if Self.endsIn(names, module) { return false }
        case .pattern(let pattern): if pattern.matches(module) { return false }
        case .allLinear, nil: break
        }
        switch targets {
        case .allLinear: return module.split(separator: ".").last != "lm_head"
        case .pattern(let pattern): return pattern.matches(module)
        case .names(let names):
            if names.contains(module) { return true }
            return Self.endsIn(names, module) && isInChosenLayer(module)
        }
    }

    /// Rank of `module`.
    public func rank(of module: String) -> Int {
        ranks.first { $0.pattern.matches(module) }?.rank ?? config.rank
    }

    /// Alpha of `module`.
    public func alpha(of module: String) -> Double {
        alphas.first { $0.pattern.matches(module) }?.alpha ?? config.alpha
    }

    /// What B·A is multiplied by in `module`: alpha / rank, or alpha / sqrt(rank) with rank stabilisation.
    public func scale(of module: String) -> Double {
        let rank = Double(rank(of: module))
        return alpha(of: module) / (config.usesRankStabilization ? rank.squareRoot() : rank)
    }

    private static func matcher(
        _ targets: PEFTConfig.Targets, file: String, key: String
    ) throws(Diagnosis) -> Matcher {
        switch targets {
        case .names(let names): .names(Set(names))
        case .pattern(let text): .pattern(try PythonPattern(text, file: file, place: "key '\(key)'"))
        case .allLinear: .allLinear
        }
    }

    private static func ending(_ text: String, file: String, key: String) throws(Diagnosis) -> PythonPattern {
        try PythonPattern("(.*\\.)?(\(text))", file: file, place: "key '\(key)'")
    }

    /// Whether `module` is one of `names` or ends in a dot and one of them.
    private static func endsIn(_ names: Set<String>, _ module: String) -> Bool {
        names.contains(module) || names.contains { module.hasSuffix(".\($0)") }
    }

    /// Whether the number that follows the list of layers in the module's name is one of the chosen.
    private func isInChosenLayer(_ module: String) -> Bool {
        guard let layers = config.layers else { return true }
        let parts = module.split(separator: ".", omittingEmptySubsequences: false)
        func number(_ index: Int) -> Int? {
            parts[index].utf8.allSatisfy(Self.isDigit) ? Int(parts[index]) : nil
        }
        let inner = parts.indices.dropFirst().dropLast()
        if config.layersPattern.isEmpty {
            return inner.dropFirst().lazy.compactMap(number).first.map(layers.contains) ?? false
        }
        for pattern in config.layersPattern {
            let index = inner.first { index in
                let before = parts[..<index].joined(separator: ".")
                return number(index) != nil && (before == pattern || before.hasSuffix(".\(pattern)"))
            }
            if let index { return number(index).map(layers.contains) ?? false }
        }
        return false
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
