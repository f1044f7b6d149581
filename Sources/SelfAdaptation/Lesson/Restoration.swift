import Foundation
import LanguageModel
import Text

/// A text with words left out, to be restored: learned so, it can be recalled from any part of it.
///
/// Source: masked fine-tuning (arXiv 2510.09885), with words for tokens.
enum Restoration {
    /// Times that each piece is shown unless told otherwise, each with other gaps.
    static let times = 3
    /// The least and the greatest share of words that are left out.
    static let share = 0.05...0.95

    /// What stands for words that are left out, however many.
    private static let gap = "___"

    /// What is asked.
    private static let instruction = "Fill in the gaps: "

    /// Tasks to restore a piece, none where it has no two words between spaces: each leaves something out, and something
    /// there.
    static func tasks(
        _ piece: String, times: Int = times, generator: inout SeededGenerator
    ) -> [StudyItem] {
        let words = piece.split(separator: " ")
        guard words.count > 1 else { return [] }
        return (0..<times).map { _ in
            let share = Double.random(in: share, using: &generator)
            var isShown = words.map { _ in Double.random(in: 0..<1, using: &generator) >= share }
            if Set(isShown).count == 1 { isShown[Int.random(in: words.indices, using: &generator)].toggle() }
            let shown = zip(words, isShown).map { $1 ? String($0) : gap }
            return .question(instruction + joined(shown), answer: piece)
        }
    }

    /// Words with spaces between, and one gap for several after another.
    private static func joined(_ words: [String]) -> String {
        words.indices.filter { $0 == 0 || words[$0] != gap || words[$0 - 1] != gap }
            .map { words[$0] }.joined(separator: " ")
    }

    /// A task whose words are those of a question: what was learned by restoring is recalled by it.
    static func task(recalling question: String) -> String {
        let words = question.split(whereSeparator: \.isWhitespace).map { word in
            var word = word.drop(while: \.isPunctuation)
            while word.last?.isPunctuation ?? false { word.removeLast() }
            return word.isEmpty || FunctionWords.all.contains(word.lowercased()) ? gap : String(word)
        }
        return instruction + joined([gap] + words + [gap])
    }
}
