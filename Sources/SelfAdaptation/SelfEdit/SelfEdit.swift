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

    /// A self-edit from one completion.
    public init(style: SelfEditStyle?, text: String) {
        self.style = style
        self.text = text
        let (directives, rest) = TrainingDirectives.parse(text)
        self.directives = directives
        items = StudyItem.parse(rest)
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
        let (directives, rest) = TrainingDirectives.parse(first)
        self.directives = directives
        // What a policy says after its directives is no study material; of a completion by somebody else it is all.
        let material = parts.count > 1 ? Array(parts.dropFirst()) : [rest]
        items = StudyItem.distinct(material.flatMap(StudyItem.parse))
    }
}
