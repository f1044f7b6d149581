/// What a PEFT `adapter_config.json` says about a LoRA adapter.
///
/// PEFT's file has some forty keys, of which most switch on variants that compute something else. A key that
/// is known not to matter is skipped, one that is supported is read, and any other with a value other than
/// "off" is refused by name: an adapter is either applied as it was trained or not at all.
public struct PEFTConfig: Equatable, Sendable {
    /// Which modules bear factors.
    public enum Targets: Equatable, Sendable {
        /// Names, or ends of names after a dot.
        case names([String])
        /// A regular expression in Python's syntax that matches the whole name.
        case pattern(String)
        /// Every linear layer except the output matrix.
        case allLinear
    }

    /// Rank where no pattern says otherwise.
    public var rank: Int
    /// Alpha where no pattern says otherwise.
    public var alpha: Double
    /// Modules that bear factors.
    public var targets: Targets
    /// Modules that do not although ``targets`` names them; nil for none.
    public var exclusions: Targets?
    /// Ranks of modules by regular expression on the end of the name; the first that matches counts.
    public var rankPattern: [(pattern: String, rank: Int)] = []
    /// Alphas of modules by regular expression on the end of the name; the first that matches counts.
    public var alphaPattern: [(pattern: String, alpha: Double)] = []
    /// Whether the scale is alpha / sqrt(rank) instead of alpha / rank.
    public var usesRankStabilization = false
    /// Layers that bear factors; nil for all.
    public var layers: [Int]?
    /// Names of the list that holds the layers; empty for any.
    public var layersPattern: [String] = []
    /// Dropout in training.
    public var dropout = 0.0
    /// What the adapter's maker called the base model: a hint that is often a path on another machine.
    public var baseModelHint: String?

    /// Creates a configuration with everything else off.
    public init(rank: Int, alpha: Double, targets: Targets) {
        self.rank = rank
        self.alpha = alpha
        self.targets = targets
    }

    /// Whether both say the same.
    public static func == (left: PEFTConfig, right: PEFTConfig) -> Bool {
        left.json() == right.json()
    }
}
