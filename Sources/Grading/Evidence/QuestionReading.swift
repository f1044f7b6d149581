/// What a question itself tells the grader.
struct QuestionReading: Sendable {
    let tokens: [Token]
    let keys: Set<String>
    /// Begins with an auxiliary verb and offers no choice: the answer is yes or no.
    let isYesNo: Bool
    /// Offers alternatives: "easier or harder".
    let isChoice: Bool
    /// Asks for one item of several: "name one", "an example".
    let asksForOne: Bool
    /// Asks where something is, or for a town or the like.
    let asksForPlace: Bool
    let hasNegation: Bool

    init(_ question: String) {
        tokens = WordReader.tokens(of: question)
        keys = Set(tokens.lazy.filter(\.isContent).map(\.key))
        isChoice = tokens.contains { $0.surface == "or" }
        let first = tokens.first?.surface ?? ""
        isYesNo = !isChoice && Self.auxiliaries.contains(first)
        asksForPlace = tokens.contains { Self.places.contains($0.surface) }
        hasNegation = tokens.contains { $0.kind == .negator }
        let second = tokens.count > 1 ? tokens[1].surface : ""
        asksForOne =
            (["name", "give", "list"].contains(first) && ["one", "a", "an"].contains(second))
            || tokens.contains { $0.surface == "example" || $0.surface == "#1" }
    }

    private static let places: Set<String> = ["where", "city", "town", "village", "place", "location"]

    private static let auxiliaries: Set<String> = [
        "is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should", "has",
        "have",
        "had", "may", "must", "am",
    ]
}
