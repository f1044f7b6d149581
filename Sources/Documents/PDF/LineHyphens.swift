/// Puts words together that were divided at the end of a line.
///
/// Whether the hyphen is one of the word ("well-known") or of the line ("instru-ment"), the rest of the document says:
/// a word that it has elsewhere in one of the forms has that form. Of words that it has in neither, those of two words
/// that stand in it by themselves keep their hyphen.
struct LineHyphens {
    /// The most characters of a word that is looked at.
    private static let longest = 60
    private var words: Set<String> = []

    /// Learns the words of a document's lines.
    init(_ lines: some Sequence<[String]>) {
        for line in lines {
            for (index, word) in line.enumerated() {
                // What may be half a word is none.
                if index == 0 || index == line.count - 1 && Self.endsWithHyphen(word) { continue }
                words.insert(Self.key(word))
            }
        }
    }

    /// Adds the line that follows to a text.
    ///
    /// Takes time for the line and the last word.
    func append(_ line: String, to text: inout String) {
        guard let mark = text.last, Self.endsWithHyphen(text), let next = line.first else {
            text += (text.isEmpty ? "" : " ") + line
            return
        }
        let left = text.dropLast().suffix(Self.longest)
        let word = line.prefix(Self.longest).prefix { !$0.isWhitespace }
        // A dash by itself, or the first of two words that share an end: "one- and two-digit".
        guard let letter = left.last, letter.isLetter || letter.isNumber,
            !["and", "or", "to", "und", "oder", "et", "ou", "y", "o"].contains(word.lowercased())
        else {
            text += " " + line
            return
        }
        let isDivided = letter.isLowercase && next.isLowercase
        let last = left.split(whereSeparator: \.isWhitespace).last ?? left
        text.removeLast()
        if mark != "\u{AD}", !isDivided || keepsHyphen(String(last), String(word)) { text += "-" }
        text += line
    }

    /// Whether a text ends in the middle of a word, or after a hyphen.
    static func endsWithHyphen(_ text: some StringProtocol) -> Bool {
        text.last.map { "-\u{2010}\u{AD}".contains($0) } ?? false
    }

    private func keepsHyphen(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Self.key(left), Self.key(right))
        if words.contains(left + right) { return false }
        if words.contains(left + "-" + right) { return true }
        return left.count > 2 && right.count > 2 && words.contains(left) && words.contains(right)
    }

    /// A word without what stands around it.
    private static func key(_ word: String) -> String {
        let letters = word.prefix(longest).lowercased().replacing("\u{2010}", with: "-").drop { !$0.isLetter }
        return String(letters.prefix { $0.isLetter || $0.isNumber || $0 == "-" })
    }
}
