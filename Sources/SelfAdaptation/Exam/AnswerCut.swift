import Text

/// Where the reading of an answer ends: what a model goes on to say must not make it right.
package enum AnswerCut {
    /// Words that are read at most.
    static let longest = 20

    /// An answer up to the end of its first sentence or of its twentieth word, whichever comes first.
    static func cut(_ answer: String) -> String {
        let sentence = SentenceSplitter.sentences(in: answer).first ?? ""
        let words = sentence.split(whereSeparator: \.isWhitespace)
        guard words.count > longest else { return String(sentence) }
        return String(sentence[..<words[longest - 1].endIndex])
    }

    /// Whether what is read of an answer ends where its sentence does.
    package static func isWhole(_ answer: String) -> Bool {
        guard let sentence = SentenceSplitter.sentences(in: answer).first else { return false }
        return count(String(sentence)) <= longest && sentence.contains { ".!?".contains($0) }
    }

    /// The number of words of an answer.
    static func count(_ answer: String) -> Int { answer.split(whereSeparator: \.isWhitespace).count }

    /// Whether an answer says nothing: it is blank, or nothing but punctuation.
    static func isEmpty(_ answer: String) -> Bool {
        answer.allSatisfy { $0.isWhitespace || $0.isPunctuation }
    }
}
