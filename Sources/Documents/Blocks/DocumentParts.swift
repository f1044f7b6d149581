/// What a reader makes of a text: its parts in reading order, and what it says of itself.
struct DocumentParts: Sendable, Equatable {
    /// A title that is stated apart from the text; nil when there is none.
    var title: String?
    /// The parts in reading order.
    var blocks: [DocumentBlock]
    /// What was not taken into the parts.
    var leftOut: [Document.Omission]

    /// The document of these parts; nil when they have no text.
    func document(name: String, source: String) -> Document? {
        var builder = DocumentBuilder()
        for block in blocks { builder.add(block) }
        for omission in leftOut { builder.leaveOut(omission) }
        return builder.document(title: title, name: name, source: source)
    }
}
