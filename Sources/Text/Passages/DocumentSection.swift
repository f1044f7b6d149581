/// A part of a document as it is given to be learned: the headings above it and its text.
public struct DocumentSection: Sendable, Equatable {
    /// The headings above the text from the outermost in, without the document's title.
    public var headingPath: [String]
    /// Paragraphs set apart by blank lines.
    public var text: String

    /// What stands between the texts of two sections in that of the document.
    public static let separator = "\n\n"

    /// Creates a section.
    public init(headingPath: [String] = [], text: String) {
        self.headingPath = headingPath
        self.text = text
    }
}
