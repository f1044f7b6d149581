import Foundation
import LanguageModel

/// A text with words left out, to be restored: learned so, it can be recalled from any part of it.
///
/// Source: masked fine-tuning (arXiv 2510.09885), with words for tokens.
enum Restoration {
    /// Times that each piece is shown, each with other gaps.
    static let times = 3
    /// The least and the greatest share of words that are left out.
    static let share = 0.05...0.95

    /// What stands for words that are left out, however many.
    private static let gap = "___"

    /// Tasks to restore a piece.
    static func tasks(_ piece: String, generator: inout SeededGenerator) -> [StudyItem] {
        let words = piece.split(separator: " ")
        return (0..<times).map { _ in
            let share = Double.random(in: share, using: &generator)
            var shown: [Substring] = []
            for word in words {
                if Double.random(in: 0..<1, using: &generator) >= share {
                    shown.append(word)
                } else if shown.last.map({ $0 != gap }) ?? true {
                    shown.append(gap[...])
                }
            }
            return .question("Fill in the gaps: " + shown.joined(separator: " "), answer: piece)
        }
    }
}
