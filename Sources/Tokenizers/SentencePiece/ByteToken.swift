/// The spelling of byte tokens in a SentencePiece vocabulary: `<0x00>` to `<0xFF>`.
enum ByteToken {
    private static let digits = Array("0123456789ABCDEF")

    /// How the token of a byte is spelt.
    static func spelling(of byte: UInt8) -> String {
        "<0x\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])>"
    }

    /// The byte of a token so spelt, or nil when it is spelt in any other way.
    static func byte(of piece: ArraySlice<UInt8>) -> UInt8? {
        let bytes = Array(piece)
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "<"), bytes[1] == UInt8(ascii: "0"),
            bytes[2] == UInt8(ascii: "x"), bytes[5] == UInt8(ascii: ">"),
            let high = value(bytes[3]), let low = value(bytes[4])
        else { return nil }
        return high << 4 | low
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
