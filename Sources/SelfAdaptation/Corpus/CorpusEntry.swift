/// One piece of a corpus: what was written about a part of a text.
public struct CorpusEntry: Sendable, Equatable, Codable {
    /// Title and study material: what a trainer of plain text takes.
    public var text: String
    /// The same as a conversation: what a trainer of chats takes.
    public var messages: [Message]
    /// What it was written from.
    public var source: Source
    /// The style that was asked for.
    public var style: SelfEditStyle
    /// What an update with the whole self-edit reached in the exam; `nil` when it was not measured.
    public var reward: Double?

    /// One turn of a conversation.
    public struct Message: Sendable, Equatable, Codable {
        /// `user` or `assistant`.
        public var role: String
        /// What is said.
        public var content: String
    }

    /// Where in a document a piece of a corpus comes from.
    public struct Source: Sendable, Equatable, Codable {
        /// The document's file.
        public var file: String
        /// Title of the context.
        public var title: String
        /// Where the part begins in the document's text, in Unicode scalars; `nil` when it stands there otherwise.
        public var start: Int?
        /// Where it ends.
        public var end: Int?
        /// The part itself.
        public var text: String
    }
}
