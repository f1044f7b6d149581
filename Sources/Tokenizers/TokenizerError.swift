/// Why a vocabulary, a tokenizer file or a chat template was refused.
///
/// Everything here is about input from outside; nothing in this target traps on it.
public struct TokenizerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of trouble it is; compare this, not the text.
    public enum Code: String, Sendable {
        /// The file is not JSON, or its parts contradict each other.
        case malformed
        /// The file is sound but asks for something that is not implemented.
        case unsupported
        /// A token, a merge or an identifier points outside the vocabulary.
        case inconsistentVocabulary
        /// The conversation cannot be written with this chat template.
        case invalidConversation
    }

    /// The kind of trouble.
    public var code: Code
    /// Where in the input it was found: a key, a token or a line.
    public var place: String
    /// What is wrong there.
    public var problem: String
    /// What the user can do about it.
    public var remedy: String

    /// Creates an error from its four parts.
    public init(_ code: Code, at place: String, _ problem: String, remedy: String) {
        self.code = code
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }

    /// The one line that is shown to the user.
    public var description: String { "\(place): \(problem); \(remedy)" }
}
