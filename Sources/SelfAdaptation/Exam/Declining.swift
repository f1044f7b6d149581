/// Tells from its words whether an answer says that it does not know.
enum Declining {
    /// What is said then, normalised; found anywhere in an answer.
    private static let phrases = [
        "do not know", "dont know", "not sure", "no idea", "not mentioned", "not specified", "not stated",
        "not provided", "not given", "not available", "not known", "is unknown", "cannot answer",
        "cant answer",
        "can not answer", "unable to", "not able to", "cannot be determined", "not have access", "no record",
        "not familiar with", "sorry",
    ].map { AnswerWords($0) }
    /// What is said then, and no more.
    private static let whole = ["unknown", "unanswerable", "none", "not applicable", "no answer"].map {
        AnswerWords($0)
    }

    /// What is missing when somebody can't answer, and the words that say so shortly before it: "I don't have enough
    /// information", "the passage doesn't give that detail".
    private static let missing = Set([
        "information", "detail", "details", "context", "data", "say", "mention", "specify",
    ])
    private static let negations = Set([
        "no", "not", "dont", "doesnt", "didnt", "isnt", "lack", "lacks", "insufficient", "without",
    ])
    private static let reach = 4

    /// Whether it does.
    static func declines(_ answer: String) -> Bool {
        let words = AnswerWords(answer)
        return whole.contains(words) || phrases.contains { words.contains($0) }
            || saysWhatIsMissing(words.words)
    }

    private static func saysWhatIsMissing(_ words: [String]) -> Bool {
        words.indices.contains { index in
            missing.contains(words[index])
                && words[max(0, index - reach)..<index].contains(where: negations.contains)
        }
    }
}
