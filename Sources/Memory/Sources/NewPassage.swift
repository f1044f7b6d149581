public import Text

/// A passage to be kept.
public struct NewPassage: Sendable {
    /// The passage with its place in the document.
    public var passage: DocumentPassage
    /// The page that it begins on, from 1.
    public var page: Int?

    /// A passage with its page.
    public init(_ passage: DocumentPassage, page: Int? = nil) {
        self.passage = passage
        self.page = page
    }
}
