/// What encoding does with special tokens that are spelt out in a text.
public enum SpecialTokens: Sendable {
    /// They become the tokens they spell, as in a rendered prompt.
    case recognise
    /// They are text like any other, as in a document that must not steer the model.
    case asText
}

extension Tokenizer {
    /// The tokens of a text, without any beginning or end of text.
    ///
    /// Cost: O(bytes) for ordinary text and O(n log n) for a single word of n bytes.
    public func encode(_ text: String, specialTokens: SpecialTokens = .recognise) -> [Int32] {
        encode(Array(text.utf8), recognisingSpecial: specialTokens == .recognise, shield: [])
    }

    /// The tokens of a text; `shield` is dropped where it stands outside special tokens.
    func encode(_ bytes: [UInt8], recognisingSpecial recognising: Bool, shield: [UInt8]) -> [Int32] {
        var encoder = Encoder(tokenizer: self, expectedBytes: bytes.count)
        for part in originalAdded.parts(of: bytes, recognisingSpecial: recognising) {
            if let token = part.token {
                encoder.output.append(token)
                continue
            }
            let stretch = part.range.count == bytes.count ? bytes : Array(bytes[part.range])
            let normalised = definition.normalisation.apply(
                to: stretch, isStartOfText: part.range.lowerBound == 0)
            if normalisedAdded.isEmpty {
                encoder.encode(normalised.dropping(shield))
                continue
            }
            for inner in normalisedAdded.parts(of: normalised, recognisingSpecial: recognising) {
                if let token = inner.token {
                    encoder.output.append(token)
                } else {
                    encoder.encode(Array(normalised[inner.range]).dropping(shield))
                }
            }
        }
        return encoder.output
    }
}

/// The state of encoding one text: what has come out, and memory that the words share.
struct Encoder {
    let tokenizer: Tokenizer
    var output: [Int32] = []
    private var merger = Merger()
    private var spelling: [UInt8] = []

    init(tokenizer: Tokenizer, expectedBytes: Int) {
        self.tokenizer = tokenizer
        output.reserveCapacity(expectedBytes / 3 + 8)
    }

    /// Appends the tokens of normalised text without added tokens.
    mutating func encode(_ bytes: [UInt8]) {
        switch tokenizer.ranking {
        case .pairs(let table):
            if let scanner = tokenizer.scanner {
                encodeByteLevel(bytes, scanner, PairRanking(table: table))
            } else {
                encodeWords(bytes, PairRanking(table: table), fallsBackBeforeMerges: true)
            }
        case .scores(let ranks):
            let ranking = ScoreRanking(text: bytes, pieces: tokenizer.pieces, ranks: ranks)
            encodeWords(bytes, ranking, fallsBackBeforeMerges: false)
        }
    }

    private mutating func encodeByteLevel(_ bytes: [UInt8], _ scanner: PieceScanner, _ ranking: PairRanking) {
        var start = 0
        while start < bytes.count {
            let end = scanner.end(in: bytes, from: start)
            encodePiece(bytes, start..<end, ranking)
            start = end
        }
    }

    private mutating func encodePiece(_ bytes: [UInt8], _ range: Range<Int>, _ ranking: PairRanking) {
        if tokenizer.definition.ignoresMerges, let token = wholePiece(bytes, range) {
            output.append(token)
            return
        }
        merger.symbols.removeAll(keepingCapacity: true)
        // A byte without a token is left out, as the reference does: some vocabularies lack a few control characters,
        // and the unknown token that they name may be the end of a text.
        for index in range {
            let token = tokenizer.byteTokens[Int(bytes[index])]
            if token >= 0 { merger.symbols.append(Symbol(token: token, start: index, end: index + 1)) }
        }
        merger.merge(by: ranking)
        for symbol in merger.symbols { output.append(symbol.token) }
    }

    /// The token that a piece is as a whole, spelt in the byte alphabet.
    private mutating func wholePiece(_ bytes: [UInt8], _ range: Range<Int>) -> Int32? {
        spelling.removeAll(keepingCapacity: true)
        for index in range {
            let value = ByteAlphabet.spellings[Int(bytes[index])]
            if value < 0x80 {
                spelling.append(UInt8(truncatingIfNeeded: value))
            } else {
                spelling.append(UInt8(truncatingIfNeeded: 0xc0 | value >> 6))
                spelling.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3f))
            }
        }
        let token = tokenizer.pieces.find(spelling, 0..<spelling.count)
        guard token >= 0 else { return nil }
        let kind = tokenizer.definition.kinds[Int(token)]
        return kind == .normal || kind == .userDefined ? token : nil
    }

    /// Encodes SentencePiece text, word by word where the vocabulary allows it.
    private mutating func encodeWords(
        _ bytes: [UInt8], _ ranking: some MergeRanking, fallsBackBeforeMerges: Bool
    ) {
        let splitsWords = tokenizer.definition.family == .sentencePieceBPE(splitsWords: true)
        var start = 0
        var end = 0
        while start < bytes.count {
            repeat { end += 1 } while end < bytes.count && !beginsWord(bytes, end, splitsWords)
            encodeWord(bytes, start..<end, ranking, fallsBackBeforeMerges)
            start = end
        }
    }

    /// Whether what stands before a position and what follows are merged apart from each other.
    ///
    /// That is so before each `▁` by the rule of `splitsWords`, and without it where no token of the vocabulary joins
    /// the two sides; a run of `▁` may merge, so only its first one begins a word then.
    @inline(__always)
    private func beginsWord(_ bytes: [UInt8], _ position: Int, _ splitsWords: Bool) -> Bool {
        guard Metaspace.occurs(in: bytes, at: position, before: bytes.count) else { return false }
        if splitsWords { return true }
        return !tokenizer.joinsWords[Int(bytes[position - 1])]
            && !Metaspace.ends(in: bytes, at: position, from: 0)
    }

    private mutating func encodeWord(
        _ bytes: [UInt8], _ range: Range<Int>, _ ranking: some MergeRanking, _ fallsBackBeforeMerges: Bool
    ) {
        merger.symbols.removeAll(keepingCapacity: true)
        var start = range.lowerBound
        while start < range.upperBound {
            let first = bytes[start]
            let length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
            let end = min(start + length, range.upperBound)
            let token = tokenizer.pieces.find(bytes, start..<end)
            if token >= 0 || !fallsBackBeforeMerges {
                merger.symbols.append(Symbol(token: token, start: start, end: end))
            } else {
                appendFallback(bytes, start..<end)
            }
            start = end
        }
        merger.merge(by: ranking)
        for symbol in merger.symbols {
            if symbol.token >= 0 {
                output.append(symbol.token)
            } else if hasByteTokens(bytes, symbol.start..<symbol.end) {
                for index in symbol.start..<symbol.end {
                    output.append(tokenizer.byteTokens[Int(bytes[index])])
                }
            } else if let unknown = tokenizer.definition.unknown, output.last != unknown {
                output.append(unknown)
            }
        }
    }

    /// Stands byte tokens, or one unknown token for a run, in for a character without a token.
    private mutating func appendFallback(_ bytes: [UInt8], _ range: Range<Int>) {
        if hasByteTokens(bytes, range) {
            for index in range {
                let token = tokenizer.byteTokens[Int(bytes[index])]
                merger.symbols.append(Symbol(token: token, start: index, end: index + 1))
            }
        } else if let unknown = tokenizer.definition.unknown {
            if merger.symbols.last?.token == unknown {
                merger.symbols[merger.symbols.count - 1].end = range.upperBound
            } else {
                merger.symbols.append(Symbol(token: unknown, start: range.lowerBound, end: range.upperBound))
            }
        }
    }

    private func hasByteTokens(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        range.allSatisfy { tokenizer.byteTokens[Int(bytes[$0])] >= 0 }
    }
}

/// Ranks neighbours by the list of merges.
private struct PairRanking: MergeRanking {
    let table: PairTable

    @inline(__always)
    func outcome(_ left: Symbol, _ right: Symbol) -> MergeOutcome { table.outcome(left.token, right.token) }
}

/// Ranks neighbours by the score of the piece that their text spells together.
private struct ScoreRanking: MergeRanking {
    let text: [UInt8]
    let pieces: PieceTable
    let ranks: [Int32]

    func outcome(_ left: Symbol, _ right: Symbol) -> MergeOutcome {
        let token = pieces.find(text, left.start..<right.end)
        return token >= 0 && ranks[Int(token)] != .max
            ? MergeOutcome(rank: ranks[Int(token)], token: token) : .none
    }
}
