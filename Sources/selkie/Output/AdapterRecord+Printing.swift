import Memory
import Text

extension AdapterRecord {
    /// The score before and after with the number of questions, or nothing without an exam.
    var scoreText: String {
        guard let scoreBefore, let scoreAfter else { return "" }
        return "\(Quantity.percent(scoreBefore)) → \(Quantity.percent(scoreAfter)) (\(questions))"
    }
}
