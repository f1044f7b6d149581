import Text

/// How much of what an answer says stands in a text.
///
/// Of two answers to a question about a text, one from memory and one with the text in view, that which stands there more is
/// the right one more often than either (docs/memory.md).
public enum Grounding {
    /// The share of an answer's words that the text or the question has, in whatever form, from 0 to 1; words that say
    /// little by themselves do not count, and an answer without others has none.
    public static func share(of answer: String, in text: String, question: String) -> Double {
        let said = stems(of: answer)
        guard !said.isEmpty else { return 0 }
        let known = Set(stems(of: text) + stems(of: question))
        return Double(said.filter(known.contains).count) / Double(said.count)
    }

    private static func stems(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
            .filter { !FunctionWords.all.contains($0) }.map(Stemmer.stem)
    }
}
