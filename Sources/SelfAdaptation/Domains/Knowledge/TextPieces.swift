/// Cuts a passage into pieces of a few sentences.
///
/// A small model keeps to three sentences and drifts away from ten when it writes; and a passage learned as
/// one long sequence gives one optimizer step an epoch, too few to take it in.
enum TextPieces {
    /// The most words of a piece, unless a sentence alone has more.
    private static let words = 50

    /// The pieces in order, each of whole sentences.
    static func of(_ text: String) -> [String] {
        var pieces: [[String]] = []
        var words = 0
        for sentence in SentenceSplitter.sentences(in: text).map(\.trimmed) where !sentence.isEmpty {
            let count = sentence.split(separator: " ").count
            if pieces.isEmpty || words + count > Self.words {
                pieces.append([])
                words = 0
            }
            pieces[pieces.count - 1].append(sentence)
            words += count
        }
        return pieces.map { $0.joined(separator: " ") }
    }
}
