extension TokenizerDefinition {
    /// Merges that do what the scores of a SentencePiece vocabulary do, for formats that know merges alone.
    ///
    /// A score ranks the piece that a merge makes; so each piece gives one merge for every way to cut it into two
    /// other pieces: user-defined ones first, then in the order of falling scores. Among the cuts of one piece the
    /// longest beginning comes first, which is what merging from the left arrives at.
    public func mergesByScore() -> [Merge] {
        guard let scores, scores.count == tokens.count else { return [] }
        let pieces = PieceTable(tokens) { kinds[$0] == .normal || kinds[$0] == .userDefined }
        let normal = tokens.indices.filter { kinds[$0] == .normal }
        let order =
            tokens.indices.filter { kinds[$0] == .userDefined }
            + normal.sorted { (scores[$0], $1) > (scores[$1], $0) }
        var merges: [Merge] = []
        for id in order {
            let bytes = Array(tokens[id].utf8)
            // The position before every character but the first.
            for cut in bytes.indices.dropFirst().reversed() where bytes[cut] & 0xc0 != 0x80 {
                guard pieces.find(bytes, 0..<cut) >= 0, pieces.find(bytes, cut..<bytes.count) >= 0 else {
                    continue
                }
                merges.append(
                    Merge(
                        left: String(decoding: bytes[..<cut], as: UTF8.self),
                        right: String(decoding: bytes[cut...], as: UTF8.self)))
            }
        }
        return merges
    }
}
