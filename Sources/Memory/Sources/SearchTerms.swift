import Text

/// The words of a question that a passage is looked for by.
struct SearchTerms: Sendable, Equatable {
    /// Words at most: a question that is longer is none.
    static let most = 64

    /// Lower-cased runs of letters and digits that say something, each once, in their order.
    let words: [String]

    /// Reads a question.
    init(_ question: String) {
        var seen: Set<String> = []
        words = Array(
            question.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
                .filter { !FunctionWords.all.contains($0) && seen.insert($0).inserted }.prefix(Self.most))
    }

    /// Any of the words, as FTS5 asks for it; `nil` without words.
    var query: String? { words.isEmpty ? nil : words.map(Self.quoted).joined(separator: " OR ") }

    /// A word as FTS5 takes it, whatever it spells.
    static func quoted(_ word: String) -> String { "\"\(word)\"" }
}
