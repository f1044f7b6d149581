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

    /// Tasks to restore a piece.
    static func tasks(
        _ piece: String, times: Int = times, generator: inout SeededGenerator
    ) -> [StudyItem] {
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
            return .question(instruction + shown.joined(separator: " "), answer: piece)
        }
    }

    /// A task whose words are those of a question: what was learned by restoring is recalled by it.
    static func task(recalling question: String) -> String {
        let words = question.split(whereSeparator: \.isWhitespace).map { $0.filter { !"?,.\"".contains($0) } }
        var shown = [gap]
        for word in words where !word.isEmpty {
            if !FunctionWords.all.contains(word.lowercased()) {
                shown.append(word)
            } else if shown.last != gap {
                shown.append(gap)
            }
        }
        if shown.last != gap { shown.append(gap) }
        return instruction + shown.joined(separator: " ")
    }
}
