/// A passage of a document with its place in it.
public struct DocumentPassage: Sendable, Equatable {
    /// The passage under its title.
    public let context: Context
    /// The headings over its beginning from the outermost in, without the document's title.
    public let headingPath: [String]
    /// Where it stands in the document's text, its sections with ``DocumentSection/separator`` between them, counted in
    /// Unicode scalars.
    public let range: Range<Int>

    /// A passage with all its parts.
    public init(context: Context, headingPath: [String], range: Range<Int>) {
        self.context = context
        self.headingPath = headingPath
        self.range = range
    }
}
