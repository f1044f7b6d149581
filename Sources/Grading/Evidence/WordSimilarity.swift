/// How alike two different words are: one slip of spelling, one derivation, one transliteration apart.
enum WordSimilarity {
    /// A value in 0...1; 0 when the words are unrelated.
    static func similarity(_ one: Token, _ other: Token) -> Double {
        guard one.kind == .word, other.kind == .word else { return 0 }
        let a = one.surface.utf8
        let b = other.surface.utf8
        guard a.count >= 4, b.count >= 4, abs(a.count - b.count) <= 7 else { return 0 }
        var shared = 0
        for (x, y) in zip(a, b) {
            if x != y { break }
            shared += 1
        }
        let longer = max(a.count, b.count)
        let shorter = min(a.count, b.count)
        if shared >= 4, shared * 10 >= shorter * 7 || shared >= 6 {
            return 0.5 + 0.5 * Double(shared) / Double(longer)
        }
        guard a.first == b.first || shorter >= 6 else { return 0 }
        let limit = shorter >= 8 ? 2 : (shorter >= 5 ? 1 : 0)
        if limit > 0, longer - shorter <= limit, isWithin(Array(a), Array(b), limit) { return 0.8 }
        if one.isCapitalised || other.isCapitalised, a.first == b.first {
            let skeleton = sounds(a)
            if skeleton.count >= 3, skeleton == sounds(b) { return 0.75 }
        }
        return 0
    }

    /// Whether two words differ by at most `limit` letters changed, added or dropped.
    private static func isWithin(_ a: [UInt8], _ b: [UInt8], _ limit: Int) -> Bool {
        var row = Array(0...b.count)
        for i in 1...a.count {
            var diagonal = row[0]
            row[0] = i
            var best = i
            for j in 1...b.count {
                let above = row[j]
                row[j] = min(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1))
                diagonal = above
                best = min(best, row[j])
            }
            if best > limit { return false }
        }
        return row[b.count] <= limit
    }

    /// The consonants of a name with voice, doubling and breath taken away: "Khuruldai" and "Kurultai" are `krlt`.
    private static func sounds(_ word: String.UTF8View) -> [UInt8] {
        var result: [UInt8] = []
        for letter in word {
            let sound: UInt8
            switch letter {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
                UInt8(ascii: "u"),
                UInt8(ascii: "y"), UInt8(ascii: "h"), UInt8(ascii: "w"):
                continue
            case UInt8(ascii: "d"): sound = UInt8(ascii: "t")
            case UInt8(ascii: "b"): sound = UInt8(ascii: "p")
            case UInt8(ascii: "g"), UInt8(ascii: "c"), UInt8(ascii: "q"): sound = UInt8(ascii: "k")
            case UInt8(ascii: "z"): sound = UInt8(ascii: "s")
            case UInt8(ascii: "v"): sound = UInt8(ascii: "f")
            default: sound = letter
            }
            if result.last != sound { result.append(sound) }
        }
        return result
    }
}
