/// How a tokenizer turns text into the symbols that merges start from.
public enum TokenizerFamily: Sendable, Equatable {
    /// Text is cut by a pre-tokenizer, and the bytes of each piece are merged.
    case byteLevelBPE(preTokenizer: PreTokenizer)
    /// Spaces become `▁`, and the characters are merged; characters without a token fall back to byte tokens.
    ///
    /// With `splitsWords`, no merge reaches over the beginning of a word, that is, over a `▁`.
    case sentencePieceBPE(splitsWords: Bool)
}

/// What is done to text before it is cut into pieces.
public enum Normalisation: Sendable, Equatable {
    /// Nothing at all.
    case none
    /// Canonical composition (NFC), as Qwen2 does.
    case composed
    /// Spaces become `▁`, and another is put in front as the prefix rule says.
    case spaces(prefix: SpacePrefix)
}

/// When a `▁` is put in front of text so that its first word looks like any other word.
public enum SpacePrefix: Sendable, Equatable {
    /// Never, as Gemma does.
    case never
    /// In front of each stretch of text between special tokens, even if it begins with a space.
    case everyStretch
    /// In front of each stretch of text between special tokens that does not begin with one already.
    case everyStretchWithoutOne
    /// In front of the whole text alone, if it does not begin with one already.
    case startWithoutOne
}

/// Two pieces that are joined into one.
public struct Merge: Sendable, Equatable {
    /// The piece on the left.
    public var left: String
    /// The piece on the right.
    public var right: String

    /// Creates a merge of two pieces.
    public init(left: String, right: String) {
        self.left = left
        self.right = right
    }

    /// Reads a merge written as `left right`, or returns nil when there is not exactly one space between two pieces.
    public init?(joined text: String) {
        let bytes = text.utf8
        guard let space = bytes.firstIndex(of: 0x20), space != bytes.startIndex else { return nil }
        let rest = bytes.index(after: space)
        guard rest != bytes.endIndex, !bytes[rest...].contains(0x20) else { return nil }
        self.left = String(text[..<space])
        self.right = String(text[rest...])
    }
}

/// A token that is looked for in the text itself, before merges see it.
public struct AddedToken: Sendable, Equatable {
    /// The token's identifier; its piece is the text that is looked for.
    public var id: Int32
    /// Whether it is a mark and no text, so that it can be taken as plain text on request.
    public var isSpecial: Bool
    /// Whether it also takes the white space to its left.
    public var takesSpaceOnLeft: Bool
    /// Whether it also takes the white space to its right.
    public var takesSpaceOnRight: Bool
    /// Whether it is looked for in the normalised text instead of the original.
    public var isNormalised: Bool

    /// Creates an added token.
    public init(
        id: Int32, isSpecial: Bool, takesSpaceOnLeft: Bool = false, takesSpaceOnRight: Bool = false,
        isNormalised: Bool = false
    ) {
        self.id = id
        self.isSpecial = isSpecial
        self.takesSpaceOnLeft = takesSpaceOnLeft
        self.takesSpaceOnRight = takesSpaceOnRight
        self.isNormalised = isNormalised
    }

    /// The added tokens that a vocabulary implies by the kinds of its tokens.
    static func implied(by kinds: [TokenKind]) -> [AddedToken] {
        kinds.indices.compactMap { index in
            switch kinds[index] {
            case .control, .unknown: AddedToken(id: Int32(truncatingIfNeeded: index), isSpecial: true)
            case .userDefined: AddedToken(id: Int32(truncatingIfNeeded: index), isSpecial: false)
            case .normal, .unused, .byte: nil
            }
        }
    }
}
