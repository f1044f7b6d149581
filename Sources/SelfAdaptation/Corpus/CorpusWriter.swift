public import Text

/// Makes a corpus of self-edits: each completion becomes an entry with the part of the text that it was written from.
///
/// What was said before, letter for letter, is left out, over the whole corpus.
public struct CorpusWriter: Sendable {
    private let style: SelfEditStyle
    private let pieces: TextPieces
    private var seen: Set<String> = []

    /// A writer of a corpus in one style, with nothing written yet.
    ///
    /// - Parameters:
    ///   - style: What was asked for.
    ///   - pieces: How long the pieces are that contexts were shown in; `nil` where they were shown whole.
    ///   - measure: The measure by which they were cut.
    public init(style: SelfEditStyle, pieces: TextSize?, measure: TextMeasure) {
        self.style = style
        self.pieces = TextPieces(size: pieces, measure: measure)
    }

    /// The entries of a context's self-edits.
    ///
    /// - Parameters:
    ///   - selfEdits: Their completions as a ``Domain`` gives them.
    ///   - rewards: What each reached; none where it was not measured.
    ///   - context: What they were written from.
    ///   - file: The document's file.
    ///   - spans: Finds parts of the context in the document.
    /// - Returns: Entries with something new, in order.
    public mutating func entries(
        of selfEdits: [[String]], rewards: [Double?], context: Context, file: String, spans: inout TextSpans
    ) -> [CorpusEntry] {
        let pieces = self.pieces.of(context.text)
        let places = pieces.map { spans.next($0) }
        var entries: [CorpusEntry] = []
        for (completions, reward) in zip(selfEdits, rewards) {
            let material = style == .directed ? completions.dropFirst() : completions[...]
            let chosen =
                style == .directed
                ? TrainingDirectives.read(completions.first ?? "")?.style ?? .rewrite : style
            for (number, completion) in material.enumerated() {
                let items = StudyItem.parse(completion).filter { seen.insert($0.key).inserted }
                guard !items.isEmpty, !pieces.isEmpty else { continue }
                let piece = number % pieces.count
                let part = chosen.parts[min(number / pieces.count, chosen.parts.count - 1)]
                entries.append(
                    CorpusEntry(
                        text: ([context.title] + items.map(\.plain)).joined(separator: "\n"),
                        messages: Self.messages(items, title: context.title),
                        source: CorpusEntry.Source(
                            file: file, title: context.title, start: places[piece]?.lowerBound,
                            end: places[piece]?.upperBound, text: pieces[piece]),
                        style: part, reward: reward))
            }
        }
        return entries
    }

    /// Questions with their answers; statements as the answer to a question about the title.
    private static func messages(_ items: [StudyItem], title: String) -> [CorpusEntry.Message] {
        var statements: [String] = []
        var messages: [CorpusEntry.Message] = []
        for item in items {
            switch item {
            case .text(let text): statements.append(text)
            case .question(let question, let answer):
                messages.append(CorpusEntry.Message(role: "user", content: "Topic: \(title)\n\(question)"))
                messages.append(CorpusEntry.Message(role: "assistant", content: answer))
            }
        }
        guard !statements.isEmpty else { return messages }
        return [
            CorpusEntry.Message(role: "user", content: "What do you know about \(title)?"),
            CorpusEntry.Message(role: "assistant", content: statements.joined(separator: "\n")),
        ] + messages
    }
}

extension StudyItem {
    /// The item as plain text.
    fileprivate var plain: String {
        switch self {
        case .text(let text): text
        case .question(let question, let answer): "Question: \(question)\nAnswer: \(answer)"
        }
    }
}
