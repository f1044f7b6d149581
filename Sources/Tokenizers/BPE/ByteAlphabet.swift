import Files

/// The alphabet in which byte-level vocabularies spell bytes.
///
/// Printable bytes of Latin-1 stand for themselves; the others, in order, are the characters from U+0100 on.
enum ByteAlphabet {
    /// The character that stands for each byte.
    static let scalars: [Unicode.Scalar] = {
        var next: UInt32 = 0x100
        return (UInt32(0)..<256).map { byte in
            let printable =
                (0x21...0x7e).contains(byte) || (0xa1...0xac).contains(byte) || (0xae...0xff).contains(byte)
            defer { if !printable { next += 1 } }
            return Unicode.Scalar(printable ? byte : next) ?? "?"
        }
    }()

    /// The code points of `scalars`.
    static let spellings: [UInt32] = scalars.map(\.value)

    /// The byte for each character below U+0144, or -1.
    private static let bytes: [Int16] = {
        var table = [Int16](repeating: -1, count: 0x144)
        for (byte, scalar) in scalars.enumerated() { table[Int(scalar.value)] = Int16(byte) }
        return table
    }()

    /// The bytes that a piece spells, or nil when it holds a character from outside the alphabet.
    static func decode(_ piece: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(piece.count)
        var index = piece.startIndex
        while index < piece.endIndex {
            let scalar: Int
            if piece[index] < 0x80 {
                scalar = Int(piece[index])
                index += 1
            } else if piece[index] & 0xe0 == 0xc0, index + 1 < piece.endIndex {
                scalar = Int(piece[index] & 0x1f) << 6 | Int(piece[index + 1] & 0x3f)
                index += 2
            } else {
                return nil
            }
            guard scalar < bytes.count, bytes[scalar] >= 0 else { return nil }
            result.append(UInt8(truncatingIfNeeded: bytes[scalar]))
        }
        return result
    }
}
