import Text

/// How much of what an answer says stands in a text.
///
/// An answer from memory that stands wholly in the text is as good as one that is read there (docs/memory.md).
public enum Grounding {
    /// The share of an answer's words that the text or the question has, in whatever form, from 0 to 1; words that say
    /// little by themselves do not count, and an answer without others has none.
    public static func share(of answer: String, in text: String, question: String) -> Double {
        let said = stems(of: answer)
        guard !said.isEmpty else { return 0 }
        let known = Set(stems(of: text) + stems(of: question))
        return Double(said.filter(known.contains).count) / Double(said.count)
    }

    /// Whether an answer says something that was not asked, and nothing but what stands there.
    public static func holds(_ answer: String, in text: String, question: String) -> Bool {
        share(of: answer, in: text, question: question) == 1
            && !Set(stems(of: answer)).isSubset(of: stems(of: question))
    }

    /// Words that join others, but for those that deny.
    private static let silent = FunctionWords.all.subtracting(["no", "nor", "not"])

    private static func stems(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
            .filter { !silent.contains($0) }.map(Stemmer.stem)
    }
}
