/// How long texts are, in tokens of the model that learns them.
///
/// What is to be learned is cut by this measure alone: a word of one language, or a line of code, may be as long for a
/// model as a sentence of another.
public struct TextMeasure: Sendable {
    private let count: @Sendable (String) -> Int

    /// Measures by a count of tokens: 1 or more for a text with a visible character.
    public init(count: @escaping @Sendable (String) -> Int) {
        self.count = count
    }

    /// The length of a text in tokens, without any beginning or end of text.
    ///
    /// Cost: one encoding of the text.
    public func size(of text: some StringProtocol) -> Int { count(String(text)) }
}
