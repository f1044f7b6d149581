import Foundation
import Text

/// Sentences with a short span left out, and the span as the answer: questions that are right by construction.
enum Gaps {
    /// Tasks about a text: one for each of its spans.
    static func tasks(_ text: String) -> [StudyItem] {
        QuestionWriter.spans(of: text).compactMap { span in
            guard let place = span.sentence.range(of: span.answer) else { return nil }
            return .question(
                "Fill in the gap: " + span.sentence.replacingCharacters(in: place, with: "___"),
                answer: span.answer)
        }
    }
}
