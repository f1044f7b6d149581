import Text

/// Words of an answer as two answers are compared: SQuAD's normalisation, so that case, punctuation and articles make no
/// difference, with accents folded.
///
/// Source: SQuAD's evaluation script (arXiv 1606.05250, section 6.1).
struct AnswerWords: Sendable, Equatable {
    /// The normalised words in order.
    let words: [String]

    /// Reads a text.
    init(_ text: String) {
        let kept = TextFolding.scalars(text.lowercased()).filter {
            $0.properties.isWhitespace || $0.properties.isAlphabetic || $0.properties.numericType != nil
                || $0.properties.generalCategory == .currencySymbol
        }
        words = String(String.UnicodeScalarView(kept)).split(whereSeparator: \.isWhitespace).map(String.init)
            .filter { !["a", "an", "the"].contains($0) }
    }

    /// Harmonic mean of precision and recall of the words that both hold, as often as both hold them; 0 without any.
    private func f1(_ other: AnswerWords) -> Double {
        var counts = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
        let common = other.words.filter { word in
            guard let left = counts[word], left > 0 else { return false }
            counts[word] = left - 1
            return true
        }.count
        return common == 0 ? 0 : 2 * Double(common) / Double(words.count + other.words.count)
    }

    /// Whether both say much the same: all of it, a run of ``Recitation/run`` words, or an F1 of ``Recitation/nearness``;
    /// nothing is near to nothing.
    func isNear(_ other: AnswerWords) -> Bool {
        guard !words.isEmpty, !other.words.isEmpty else { return false }
        return self == other || f1(other) >= Recitation.nearness || sharesRun(of: Recitation.run, with: other)
    }

    /// Whether both hold the same run of so many words.
    private func sharesRun(of length: Int, with other: AnswerWords) -> Bool {
        func runs(_ words: [String]) -> Set<ArraySlice<String>> {
            Set((0..<max(0, words.count - length + 1)).map { words[$0..<$0 + length] })
        }
        return !runs(words).isDisjoint(with: runs(other.words))
    }

    /// Whether all words of another stand in these, one after the other.
    func contains(_ other: AnswerWords) -> Bool {
        let count = other.words.count
        guard (1...max(1, words.count)).contains(count), count <= words.count else { return false }
        return (0...words.count - count).contains { words[$0..<$0 + count].elementsEqual(other.words) }
    }
}
