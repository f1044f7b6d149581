import Text

extension KnowledgeSettings {
    /// What passages are called and how they are taught.
    public var descriptor: DomainDescriptor {
        // Runs that were begun when there was another way of scoring counted every answer that holds the right one.
        let isAnswered = scoring == .answered
        return DomainDescriptor(
            item: "passage", outcome: isAnswered ? "questions answered" : "right answers",
            measure: isAnswered ? "answered" : "right answers",
            exam: "which then sits the passage's exam with the passage out of sight",
            dense: "probability of right answers in the passage's sentences, 0 to 1",
            material: "passage alone", inView: "passage in view",
            settings: [
                .init("style of self-edits", style.rawValue),
                .init("passages are taught", isPiecewise ? "some sentences at a time" : "whole"),
                .init("tokens of a piece", tokensOfPiece),
                .init("times that a piece is restored", "\(restorations ?? 0)"),
                .init("questions are asked", prompt == .chat ? "through the chat template" : "plainly"),
                .init("answers are given", answering == .recalling ? "from what is recalled" : "directly"),
                .init("score", isAnswered ? "answered" : "right answers"),
            ], innerLoop: innerLoop)
    }

    private var tokensOfPiece: String {
        guard isPiecewise else { return "none" }
        return pieceSize.map { "\($0.target), at most \($0.maximum)" } ?? "those of 50 words"
    }
}
