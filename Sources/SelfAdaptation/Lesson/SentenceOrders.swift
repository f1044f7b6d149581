import LanguageModel
import Text

/// A text in other orders of its sentences: what stands in each must not hang on what stood before it.
///
/// Source: arXiv 2309.14316, where permuted sentences made more answerable than rewritten ones did.
enum SentenceOrders {
    /// Orders beside the text's own.
    static let count = 3

    /// The pieces of the text in other orders.
    static func pieces(of text: String, _ pieces: TextPieces, generator: inout SeededGenerator) -> [String] {
        let sentences = SentenceSplitter.sentences(in: text).map { String($0).trimmed }
        guard sentences.count > 1 else { return [] }
        return (0..<count).flatMap { _ in
            pieces.of(sentences.shuffled(using: &generator).joined(separator: " "))
        }
    }
}
