/// A completion that teaches: what the policy wrote about a context, and the study material in it.
public struct SelfEdit: Sendable, Equatable, Codable {
    /// What the policy was asked; `nil` for material that was given.
    public var style: SelfEditStyle?
    /// The completion, or the completions of its parts with an empty line between them.
    public var text: String
    /// How it asks to be trained on.
    public var directives: TrainingDirectives?
    /// Study material in the order of the text.
    public var items: [StudyItem]
    /// Tokens that were generated for it; `nil` for material that was given.
    public var tokens: Int?

    /// A self-edit from one completion.
    public init(style: SelfEditStyle?, text: String) {
        self.style = style
        self.text = text
        let (directives, rest) = TrainingDirectives.parse(text)
        self.directives = directives
        items = StudyItem.parse(rest)
    }

    /// A self-edit from what an author wrote.
    init(style: SelfEditStyle, written: [Completion]) {
        self.init(style: style, parts: written.map(\.text))
        tokens = written.map(\.tokens).reduce(0, +)
    }

    /// A self-edit from several completions, each taken apart on its own; the first of a directed one are its directives.
    public init(style: SelfEditStyle, parts: [String]) {
        self.style = style
        text = parts.joined(separator: "\n\n")
        guard style == .directed, let first = parts.first else {
            directives = nil
            items = StudyItem.distinct(parts.flatMap(StudyItem.parse))
            return
        }
        if parts.count > 1 {
            directives = TrainingDirectives.read(first)
            items = StudyItem.distinct(parts.dropFirst().flatMap(StudyItem.parse))
        } else {
            // A completion by somebody else: directives may stand before its material.
            let (directives, rest) = TrainingDirectives.parse(first)
            self.directives = directives
            items = StudyItem.parse(rest)
        }
    }
}
