/// Cuts text into sentences by punctuation, with rules for what looks like an end and is none.
///
/// Abbreviations, initials, decimals and the numbers of lists do not end a sentence; CJK full stops do without
/// a space after them. Items of lists and rows of tables count as sentences. Where a full stop stays
/// ambiguous ("the U.S. Navy", "in the U.S. The"), the next word decides, and in doubt nothing is cut: half a
/// sentence teaches worse than two.
///
/// Cost: linear in the length of the text.
public enum SentenceSplitter {
    /// The sentences in order, without white space around them; nothing but white space is lost.
    public static func sentences(in text: String) -> [Substring] { sentences(in: text[...]) }

    /// The sentences of a part of a text, as parts of the same text.
    static func sentences(in text: Substring) -> [Substring] {
        let scan = SentenceScan(text)
        var sentences: [Substring] = []
        var start = 0
        for end in scan.ends + [scan.scalars.count] where end > start {
            var lower = start
            var upper = end
            while lower < upper, scan.isSpace(lower) { lower += 1 }
            while upper > lower, scan.isSpace(upper - 1) { upper -= 1 }
            if lower < upper { sentences.append(text[scan.indices[lower]..<scan.indices[upper]]) }
            start = end
        }
        return sentences
    }
}
