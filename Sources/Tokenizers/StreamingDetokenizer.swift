/// Turns tokens into text as they arrive, without ever showing half a character.
///
/// Bytes at the end that may still become a character are held back until the next token decides. Joined together,
/// what `append` and `finish` return equals ``Tokenizer/decode(_:skippingSpecial:)`` of all the tokens.
public struct StreamingDetokenizer: Sendable {
    private let tokenizer: Tokenizer
    private let skipsSpecial: Bool
    private var pending: [UInt8] = []
    private var mayStripSpace: Bool

    /// Creates a detokenizer for one sequence.
    ///
    /// With `continuesText` the tokens go on from a text, so that a first space is kept as it is.
    public init(_ tokenizer: Tokenizer, skippingSpecial: Bool = false, continuesText: Bool = false) {
        self.tokenizer = tokenizer
        self.skipsSpecial = skippingSpecial
        self.mayStripSpace = tokenizer.definition.stripsLeadingSpace && !continuesText
    }

    /// Takes the next token and returns the text that it completes, which may be empty.
    public mutating func append(_ token: Int32) -> String {
        if skipsSpecial, tokenizer.isSpecial(token) { return "" }
        pending.append(contentsOf: tokenizer.bytes(of: token))
        if mayStripSpace, let first = pending.first {
            mayStripSpace = false
            if first == 0x20 { pending.removeFirst() }
        }
        let whole = Self.wholeCharacters(pending)
        defer { pending.removeFirst(whole) }
        return String(decoding: pending[..<whole], as: UTF8.self)
    }

    /// Returns what was held back; an unfinished character becomes U+FFFD.
    public mutating func finish() -> String {
        defer { pending.removeAll() }
        return String(decoding: pending, as: UTF8.self)
    }

    /// How many bytes can be shown: all but an unfinished character at the end that more bytes could complete.
    private static func wholeCharacters(_ bytes: [UInt8]) -> Int {
        var lead = bytes.count - 1
        while lead >= 0, bytes.count - lead < 4, bytes[lead] & 0xc0 == 0x80 { lead -= 1 }
        guard lead >= 0 else { return bytes.count }
        let first = bytes[lead]
        let length =
            (0xc2...0xdf).contains(first)
            ? 2 : (0xe0...0xef).contains(first) ? 3 : (0xf0...0xf4).contains(first) ? 4 : 1
        guard length > bytes.count - lead else { return bytes.count }
        if lead + 1 < bytes.count {
            // The second byte of some leads has a narrower range; outside of it nothing can complete the character.
            let second = bytes[lead + 1]
            let range: ClosedRange<UInt8> =
                switch first {
                case 0xe0: 0xa0...0xbf
                case 0xed: 0x80...0x9f
                case 0xf0: 0x90...0xbf
                case 0xf4: 0x80...0x8f
                default: 0x80...0xbf
                }
            if !range.contains(second) { return bytes.count }
        }
        return lead
    }
}
