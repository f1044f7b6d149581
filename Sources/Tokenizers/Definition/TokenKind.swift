/// What a token of the vocabulary is for; the raw values are those of GGUF's `tokenizer.ggml.token_type`.
public enum TokenKind: Int32, Sendable {
    /// A piece of text.
    case normal = 1
    /// The stand-in for text that the vocabulary cannot spell.
    case unknown = 2
    /// A mark that steers the model and is no text, such as the end of a turn.
    case control = 3
    /// A piece that is always kept whole when it occurs in a text.
    case userDefined = 4
    /// An identifier without a use.
    case unused = 5
    /// A single byte, spelt `<0x0A>`, for text that has no piece of its own.
    case byte = 6

    /// Whether decoding may leave the token out because it is no text.
    public var isSpecial: Bool { self == .control || self == .unknown }
}
