/// An answer read once, ready to be held against several gold answers.
struct AnswerReading: Sendable {
    let tokens: [Token]
    /// Content tokens in order.
    let content: [Token]
    /// Content tokens that are not in the question: what the answer adds.
    let news: [Token]
    let ranOn: Bool
    /// Says that it does not know.
    let declines: Bool

    init(_ answer: String, question: QuestionReading) {
        let (text, ranOn) = AnswerTrimming.trimmed(answer)
        self.ranOn = ranOn
        tokens = WordReader.tokens(of: text)
        content = tokens.filter(\.isContent)
        news = content.filter { !question.keys.contains($0.key) }
        declines = Self.declines(tokens)
    }

    private static func declines(_ tokens: [Token]) -> Bool {
        for token in tokens where token.isNegated && token.sentence == 0 && silence.contains(token.key) {
            return true
        }
        return tokens.contains { ["unclear", "unknown", "unspecified", "uncertain"].contains($0.surface) }
    }

    private static let silence: Set<String> = Set(
        [
            "specify", "specified", "mention", "mentioned", "know", "known", "provide", "provided", "state",
            "stated",
            "clear", "information", "answer", "sure", "available", "determine",
        ].map { Lexicon.entries[$0]?.key ?? Stemmer.stem($0) })
}
