/// Study material that is longer than a training sequence may be and was not trained on as it is.
public struct ExcessMaterial: Sendable, Equatable, Codable {
    /// Questions that leave no room for an answer: left out.
    public var questions = 0
    /// Answers that were trained on up to the end of a sentence or word.
    public var answers = 0
}
