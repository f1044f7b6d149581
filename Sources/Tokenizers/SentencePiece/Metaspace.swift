/// The character `▁`, U+2581, by which SentencePiece vocabularies spell a space.
enum Metaspace {
    /// Its three bytes in UTF-8.
    static let bytes: [UInt8] = [0xe2, 0x96, 0x81]

    /// Whether it stands at a position of a text.
    @inline(__always)
    static func occurs(in text: [UInt8], at position: Int, before end: Int) -> Bool {
        position + 2 < end && text[position] == 0xe2 && text[position + 1] == 0x96
            && text[position + 2] == 0x81
    }

    /// Whether it stands right before a position of a text.
    @inline(__always)
    static func ends(in text: [UInt8], at position: Int, from start: Int) -> Bool {
        position - 3 >= start && occurs(in: text, at: position - 3, before: position)
    }
}
