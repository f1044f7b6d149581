/// Cuts a passage into pieces of a few sentences.
///
/// A small model keeps to three sentences and drifts away from ten when it writes; and a passage learned as
/// one long sequence gives one optimizer step an epoch, too few to take it in.
enum TextPieces {
    /// The most words of a piece, unless a sentence alone has more.
    private static let words = 50

    /// The pieces in order, each of whole sentences with what stands between them: lines stay lines.
    static func of(_ text: String) -> [String] {
        var pieces: [Range<String.Index>] = []
        var words = 0
        for sentence in SentenceSplitter.sentences(in: text) {
            let count = ContextSplitter.wordCount(String(sentence))
            if let last = pieces.last, words + count <= Self.words {
                pieces[pieces.count - 1] = last.lowerBound..<sentence.endIndex
                words += count
            } else {
                pieces.append(sentence.startIndex..<sentence.endIndex)
                words = count
            }
        }
        return pieces.map { String(text[$0]) }
    }
}
