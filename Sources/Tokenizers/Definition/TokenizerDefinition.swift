/// A vocabulary and its rules as plain values, free of any file format.
///
/// Readers of GGUF metadata and of `tokenizer.json` both end here, and ``Tokenizer`` is built from it. The pieces are
/// kept as they are stored: a byte-level vocabulary spells a space as `Ġ`, a SentencePiece one as `▁`.
///
/// Text is compared by its UTF-8 bytes everywhere in this target. Swift compares strings by canonical equivalence, so
/// that a precomposed and a decomposed `é` would share one dictionary entry; in a vocabulary they are two tokens.
public struct TokenizerDefinition: Sendable {
    /// The pieces, indexed by token identifier.
    public var tokens: [String]
    /// What each token is for; as many as `tokens`.
    public var kinds: [TokenKind]
    /// How text becomes tokens.
    public var family: TokenizerFamily
    /// The order of merges, first is best; empty for a vocabulary that is ranked by `scores`.
    public var merges: [Merge]
    /// The logarithmic score of each token, higher is merged first; used when `merges` is empty.
    public var scores: [Float]?
    /// What is done to text before it is cut.
    public var normalisation: Normalisation
    /// Tokens that are looked for in the text itself, before anything else happens to it.
    public var addedTokens: [AddedToken]
    /// Whether a piece of the pre-tokenizer that is a token as a whole skips the merges.
    public var ignoresMerges: Bool
    /// Whether decoding drops one space from the start of the text, where encoding had put one.
    public var stripsLeadingSpace: Bool
    /// The token that begins a text, if the model has one.
    public var beginningOfText: Int32?
    /// The token that ends a text, if the model has one.
    public var endOfText: Int32?
    /// The token for what the vocabulary cannot spell.
    public var unknown: Int32?
    /// The token that fills unused places of a batch.
    public var padding: Int32?
    /// Whether the model expects `beginningOfText` before a text; encoding never adds it by itself.
    public var addsBeginningOfText: Bool
    /// Whether the model expects `endOfText` after a text; encoding never adds it by itself.
    public var addsEndOfText: Bool

    /// Creates a definition; ``Tokenizer/init(_:)`` checks that its parts agree.
    ///
    /// Tokens of kind control, unknown or user-defined are looked for in the text unless `addedTokens` says otherwise.
    public init(
        tokens: [String],
        kinds: [TokenKind],
        family: TokenizerFamily,
        merges: [Merge] = [],
        scores: [Float]? = nil,
        normalisation: Normalisation = .none,
        addedTokens: [AddedToken]? = nil,
        ignoresMerges: Bool = false,
        stripsLeadingSpace: Bool = false,
        beginningOfText: Int32? = nil,
        endOfText: Int32? = nil,
        unknown: Int32? = nil,
        padding: Int32? = nil,
        addsBeginningOfText: Bool = false,
        addsEndOfText: Bool = false
    ) {
        self.tokens = tokens
        self.kinds = kinds
        self.family = family
        self.merges = merges
        self.scores = scores
        self.normalisation = normalisation
        self.addedTokens = addedTokens ?? AddedToken.implied(by: kinds)
        self.ignoresMerges = ignoresMerges
        self.stripsLeadingSpace = stripsLeadingSpace
        self.beginningOfText = beginningOfText
        self.endOfText = endOfText
        self.unknown = unknown
        self.padding = padding
        self.addsBeginningOfText = addsBeginningOfText
        self.addsEndOfText = addsEndOfText
    }
}
