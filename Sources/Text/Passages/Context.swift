/// What there is to learn from: a passage with a title.
public struct Context: Sendable, Hashable, Codable {
    /// Names what the passage is about; every training sequence and question carries it.
    public var title: String
    /// The passage.
    public var text: String

    /// A passage under its title.
    public init(title: String, text: String) {
        self.title = title
        self.text = text
    }
}
