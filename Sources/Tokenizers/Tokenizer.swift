/// Turns text into tokens and back, exactly as the model was trained with.
///
/// A value that is built once from a ``TokenizerDefinition`` and then read from any number of tasks. Encoding never adds
/// a beginning or an end of text; whoever composes a prompt asks ``addsBeginningOfText`` and puts the token there once.
public struct Tokenizer: Sendable {
    /// What the tokenizer was made from.
    public let definition: TokenizerDefinition
    let pieces: PieceTable
    let ranking: Ranking
    /// For byte-level families the token of each byte, for others the byte token to fall back to; -1 for none.
    let byteTokens: [Int32]
    let scanner: PieceScanner?
    let originalAdded: AddedTokenTrie
    let normalisedAdded: AddedTokenTrie
    /// For each byte, whether a merge may join it with a `▁` after it; elsewhere words are merged one by one.
    let joinsWords: [Bool]

    /// How merges are ranked.
    enum Ranking: Sendable {
        /// By their place in the list of merges.
        case pairs(PairTable)
        /// By the score of the token they make; one rank for each token.
        case scores([Int32])
    }

    /// How many tokens the vocabulary has; identifiers lie below it.
    public var vocabularyCount: Int { definition.tokens.count }
    /// The token that begins a text.
    public var beginningOfText: Int32? { definition.beginningOfText }
    /// The token that ends a text.
    public var endOfText: Int32? { definition.endOfText }
    /// The token for what the vocabulary cannot spell.
    public var unknown: Int32? { definition.unknown }
    /// The token that fills unused places of a batch.
    public var padding: Int32? { definition.padding }
    /// Whether the model expects ``beginningOfText`` before a text.
    public var addsBeginningOfText: Bool { definition.addsBeginningOfText }
    /// Whether the model expects ``endOfText`` after a text.
    public var addsEndOfText: Bool { definition.addsEndOfText }

    /// Checks a definition and builds the tables that encoding reads.
    ///
    /// - Throws: `Diagnosis` with `.inconsistentVocabulary` when parts of the definition contradict each other.
    /// - Complexity: O(tokens + merges).
    public init(_ definition: TokenizerDefinition) throws {
        try definition.validate()
        self.definition = definition
        let pieces = PieceTable(definition.tokens) { _ in true }
        self.pieces = pieces
        switch definition.family {
        case .byteLevelBPE(let preTokenizer):
            scanner = PieceScanner(preTokenizer)
            byteTokens = ByteAlphabet.scalars.map { pieces.find(String($0)) }
            ranking = .pairs(try PairTable(definition.merges, in: pieces))
            joinsWords = []
        case .sentencePieceBPE:
            scanner = nil
            byteTokens = (0..<256).map { byte in
                let id = pieces.find(ByteToken.spelling(of: UInt8(truncatingIfNeeded: byte)))
                return id >= 0 && definition.kinds[Int(id)] == .byte ? id : -1
            }
            if definition.merges.isEmpty, let scores = definition.scores {
                ranking = .scores(Self.ranks(of: scores, kinds: definition.kinds))
            } else {
                ranking = .pairs(try PairTable(definition.merges, in: pieces))
            }
            joinsWords = pieces.bytesThatJoinWords(kinds: definition.kinds)
        }
        var original = AddedTokenTrie()
        var normalised = AddedTokenTrie()
        for token in definition.addedTokens {
            let spelling = Array(definition.tokens[Int(token.id)].utf8)
            if token.isNormalised {
                normalised.insert(
                    token, spelling: definition.normalisation.apply(to: spelling, isStartOfText: true))
            } else {
                original.insert(token, spelling: spelling)
            }
        }
        originalAdded = original
        normalisedAdded = normalised
    }

    /// The piece of a token as the vocabulary stores it, or an empty text for an identifier outside of it.
    public func piece(_ token: Int32) -> String {
        definition.tokens.indices.contains(Int(token)) ? definition.tokens[Int(token)] : ""
    }

    /// The token whose stored piece has exactly these UTF-8 bytes.
    public func token(for piece: String) -> Int32? {
        let found = pieces.find(piece)
        return found >= 0 ? found : nil
    }

    /// Whether a token is a mark, such as the end of a turn, and no text.
    public func isSpecial(_ token: Int32) -> Bool {
        definition.kinds.indices.contains(Int(token)) && definition.kinds[Int(token)].isSpecial
    }

    /// Ranks tokens by falling score, equal scores alike, after user-defined ones in their own order.
    ///
    /// What text cannot contain never merges.
    private static func ranks(of scores: [Float], kinds: [TokenKind]) -> [Int32] {
        var ranks = [Int32](repeating: .max, count: scores.count)
        var rank: Int32 = -1
        for index in kinds.indices where kinds[index] == .userDefined {
            rank += 1
            ranks[index] = rank
        }
        var last: Float?
        let normal = scores.indices.filter { kinds[$0] == .normal }
        for index in normal.sorted(by: { (scores[$0], $1) > (scores[$1], $0) }) {
            if scores[index] != last { rank += 1 }
            last = scores[index]
            ranks[index] = rank
        }
        return ranks
    }
}
