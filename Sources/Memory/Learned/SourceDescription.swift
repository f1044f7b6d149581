/// What is told of a source when something was learned from it.
public struct SourceDescription: Sendable, Equatable {
    /// SHA-256 of its text: a source's identity.
    public var digest: String
    /// What it is called.
    public var title: String
    /// The file that it was read from, or `-` for standard input.
    public var place: String

    /// A description with all its parts.
    public init(digest: String, title: String, place: String) {
        self.digest = digest
        self.title = title
        self.place = place
    }
}
