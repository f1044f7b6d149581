/// Runs of three letters: they catch likeness that word by word misses.
enum Trigrams {
    /// The share of the runs of `gold` that `answer` has too.
    static func share(of gold: [Token], in answer: [Token]) -> Double {
        var wanted = Set<UInt32>()
        var filter: UInt64 = 0
        for token in gold where token.kind == .word {
            forEach(in: token) { run in
                wanted.insert(run)
                filter |= bit(of: run)
            }
        }
        guard !wanted.isEmpty else { return 0 }
        var left = wanted
        for token in answer where token.kind == .word {
            forEach(in: token) { run in
                if filter & bit(of: run) != 0 { left.remove(run) }
            }
        }
        return 1 - Double(left.count) / Double(wanted.count)
    }

    /// Most runs of an answer are not wanted; one bit tells without a look-up.
    private static func bit(of run: UInt32) -> UInt64 { 1 << UInt64((run &* 2_654_435_761) >> 26) }

    private static func forEach(in token: Token, _ body: (UInt32) -> Void) {
        var run: UInt32 = 0x20
        for letter in token.surface.utf8 {
            run = (run << 8 | UInt32(letter)) & 0xFF_FFFF
            body(run)
        }
    }
}
