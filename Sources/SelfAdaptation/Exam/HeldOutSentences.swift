import Text

/// Splits a passage into what may be studied and sentences that are kept apart to measure what was learned.
struct HeldOutSentences: Sendable, Equatable {
    /// Every fifth sentence is kept apart, at least one when there are two.
    private static let interval = 5

    /// The passage without the held-out sentences.
    let study: String
    /// The sentences kept apart.
    let heldOut: [String]

    /// Splits a passage; a single sentence stays in `study`.
    init(_ text: String) {
        let sentences = SentenceSplitter.sentences(in: text)
        let isHeldOut = sentences.indices.map { index in
            sentences.count > 1
                && (index % Self.interval == Self.interval - 1
                    || (sentences.count < Self.interval && index == sentences.count - 1))
        }
        study = zip(sentences, isHeldOut).filter { !$0.1 }.map { $0.0.trimmed }.joined(separator: " ")
        heldOut = zip(sentences, isHeldOut).filter(\.1).map { $0.0.trimmed }
    }
}
