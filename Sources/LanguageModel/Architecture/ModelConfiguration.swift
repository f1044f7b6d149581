/// What distinguishes one model from another of the supported families: sizes, and the switches by which
/// llama, qwen2, qwen3 and gemma3 differ.
public struct ModelConfiguration: Sendable, Equatable {
    /// A supported family, by its GGUF name.
    public enum Architecture: String, Sendable, CaseIterable {
        case llama, qwen2, qwen3, gemma3
    }

    /// The activation of the gated feed-forward layer.
    public enum Activation: Sendable { case silu, geluTanh }

    /// How positions turn into rotation angles.
    public struct RotaryEmbedding: Sendable, Equatable {
        /// Base of the geometric series of wavelengths.
        public var base: Double
        /// Positions are divided by this (1: unscaled).
        public var linearFactor: Double
        /// Llama 3's stretching of long wavelengths; `nil` when unused.
        public var llama3: Llama3Scaling?

        /// A divisor for each frequency, as GGUF stores Llama 3's scaling; `nil` when unused.
        public var divisors: [Float]?

        /// An embedding of the given base, scaled as told.
        public init(
            base: Double, linearFactor: Double = 1, llama3: Llama3Scaling? = nil, divisors: [Float]? = nil
        ) {
            self.base = base
            self.linearFactor = linearFactor
            self.llama3 = llama3
            self.divisors = divisors
        }
    }

    /// Parameters of Llama 3's rotary scaling (transformers' `rope_type: llama3`).
    public struct Llama3Scaling: Sendable, Equatable {
        /// Stretch of the longest wavelengths.
        public var factor: Double
        /// Wavelengths above originalContext / lowFrequencyFactor are stretched in full.
        public var lowFrequencyFactor: Double
        /// Wavelengths below originalContext / highFrequencyFactor are left alone.
        public var highFrequencyFactor: Double
        /// The window that the model was first trained with, in tokens.
        public var originalContext: Double

        /// The four parameters under their own names.
        public init(
            factor: Double, lowFrequencyFactor: Double, highFrequencyFactor: Double, originalContext: Double
        ) {
            self.factor = factor
            self.lowFrequencyFactor = lowFrequencyFactor
            self.highFrequencyFactor = highFrequencyFactor
            self.originalContext = originalContext
        }
    }

    /// Family.
    public var architecture: Architecture
    /// Entries of the vocabulary.
    public var vocabulary: Int
    /// Width of the residual stream.
    public var hidden: Int
    /// Number of transformer blocks.
    public var layers: Int
    /// Query heads.
    public var heads: Int
    /// Key and value heads; divides `heads`.
    public var keyHeads: Int
    /// Width of one head.
    public var headWidth: Int
    /// Width of the feed-forward layer.
    public var feedForward: Int
    /// Added to the mean square in every RMS normalisation.
    public var normEpsilon: Float
    /// The longest sequence, in tokens.
    public var contextLength: Int
    /// Rotation of layers that see the whole sequence.
    public var rotary: RotaryEmbedding
    /// Rotation of layers with a sliding window; the same as `rotary` but in gemma3.
    public var localRotary: RotaryEmbedding
    /// For each layer, how many of the last tokens it sees; 0 is all.
    public var windows: [Int]
    /// Whether a layer rotates with `localRotary`.
    public var usesLocalRotary: [Bool]
    /// Factor of attention scores, 1/sqrt(headWidth) in most models.
    public var attentionScale: Float
    /// Factor of embeddings (gemma3: sqrt(hidden)).
    public var embeddingScale: Float
    /// Feed-forward activation.
    public var activation: Activation
    /// Query, key and value projections add a bias (qwen2).
    public var hasAttentionBias: Bool
    /// Queries and keys are normalised head by head (qwen3, gemma3).
    public var hasQueryKeyNorm: Bool
    /// The outputs of attention and feed-forward are normalised before they are added (gemma3).
    public var hasPostNorm: Bool
    /// The output matrix is the embedding table.
    public var tiesEmbeddings: Bool

    /// Width of the queries of one token.
    public var queryWidth: Int { heads * headWidth }
    /// Width of the keys, or of the values, of one token.
    public var keyWidth: Int { keyHeads * headWidth }
    /// Width of queries, keys and values side by side.
    public var attentionInputWidth: Int { queryWidth + 2 * keyWidth }

    /// Input and output width of a projection.
    public func shape(of projection: Projection) -> (out: Int, in: Int) {
        switch projection {
        case .query: (queryWidth, hidden)
        case .key, .value: (keyWidth, hidden)
        case .output: (hidden, queryWidth)
        case .gate, .up: (feedForward, hidden)
        case .down: (hidden, feedForward)
        }
    }

    /// Weights that every token is multiplied with: the seven projections of all layers and the output matrix.
    public var weightsPerToken: Int {
        layers * Projection.allCases.map { shape(of: $0).out * shape(of: $0).in }.reduce(0, +) + vocabulary
            * hidden
    }
}
