extension Tokenizer {
    /// The text of a sequence of tokens; bytes that are no valid UTF-8 become U+FFFD.
    ///
    /// With `skippingSpecial`, marks such as the end of a turn are left out.
    public func decode(_ tokens: [Int32], skippingSpecial: Bool = false) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tokens.count * 4)
        for token in tokens where !(skippingSpecial && isSpecial(token)) {
            bytes.append(contentsOf: self.bytes(of: token))
        }
        if definition.stripsLeadingSpace, bytes.first == 0x20 { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes of text that a token stands for; a single token may hold half a character.
    public func bytes(of token: Int32) -> [UInt8] {
        guard definition.tokens.indices.contains(Int(token)) else { return [] }
        let piece = pieces.bytes(of: Int(token))
        switch definition.family {
        case .byteLevelBPE: return ByteAlphabet.decode(piece) ?? Array(piece)
        case .sentencePieceBPE:
            if definition.kinds[Int(token)] == .byte, let byte = ByteToken.byte(of: piece) { return [byte] }
            var result: [UInt8] = []
            var position = piece.startIndex
            while position < piece.endIndex {
                if Metaspace.occurs(in: pieces.storage, at: position, before: piece.endIndex) {
                    result.append(0x20)
                    position += Metaspace.bytes.count
                } else {
                    result.append(piece[position])
                    position += 1
                }
            }
            return result
        }
    }
}
