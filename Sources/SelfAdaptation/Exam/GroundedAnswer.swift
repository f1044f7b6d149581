import Grading
public import Text

/// An answer beside the passage that its question is about: whether one from memory is given, or what was read.
public struct GroundedAnswer: Sendable {
    /// The share of its exam that an adapter answers from which on memory comes before reading.
    ///
    /// Chosen on training passages (docs/memory.md).
    public static let remembered = 0.6

    /// What was said.
    public let text: String
    /// The share of the words of its beginning that stand in the passage or the question, 0 to 1.
    public let share: Double
    /// Whether it says something that was not asked, and nothing but what stands in the passage: then it is given.
    public let isHeld: Bool

    /// Reads an answer as far as exams do.
    public init(_ text: String, to question: String, about context: Context) {
        let beginning = AnswerCut.cut(text)
        self.text = text
        share = Grounding.share(of: beginning, in: context.text, question: question)
        isHeld = Grounding.holds(beginning, in: context.text, question: question)
    }
}
