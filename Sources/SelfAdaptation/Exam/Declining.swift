/// Tells from its words whether an answer says that it does not know.
enum Declining {
    /// What is said then, normalised; found anywhere in an answer.
    private static let phrases = [
        "do not know", "dont know", "not sure", "no idea", "not mentioned", "not specified", "not stated",
        "not provided", "not given", "not available", "not known", "is unknown", "no information",
        "not enough information", "insufficient information", "cannot answer", "cant answer",
        "can not answer", "unable to", "not able to", "cannot be determined", "not have information",
        "not have any information", "not have access", "no mention", "no record", "not familiar with",
        "sorry",
    ].map { AnswerWords($0) }
    /// What is said then, and no more.
    private static let whole = ["unknown", "unanswerable", "none", "not applicable", "no answer"].map {
        AnswerWords($0)
    }

    /// Whether it does.
    static func declines(_ answer: String) -> Bool {
        let words = AnswerWords(answer)
        return whole.contains(words) || phrases.contains { words.contains($0) }
    }
}
