/// Why something that the user named cannot be read as a document, on one line.
package struct DocumentError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kinds of trouble that callers tell apart.
    package enum Code: Sendable {
        /// Nothing has that name.
        case missing
        /// The system refuses to read it.
        case unreadable
        /// There is no text in it.
        case empty
        /// It is not text.
        case binary
        /// It claims to be text and some bytes are not.
        case invalidText
        /// It is larger than the limit.
        case tooLarge
        /// It is of a kind that is not read, or nothing in a folder is of one that is.
        case unsupported
        /// It is data, such as a list of questions, and no prose.
        case data
        /// A program that is needed is not installed.
        case toolMissing
        /// A program that is needed gave up.
        case toolFailed
    }

    /// The kind of trouble.
    package let code: Code
    /// What the user named, or the file found below it.
    package let file: String
    /// Where in the file; nil when it is about the whole of it.
    package let place: String?
    /// What is wrong.
    package let problem: String
    /// What to do about it.
    package let remedy: String

    /// "FILE: PLACE: problem; remedy".
    package var description: String {
        [file, place].compactMap { $0 }.joined(separator: ": ") + ": \(problem); \(remedy)"
    }

    init(_ code: Code, file: String, place: String? = nil, problem: String, remedy: String) {
        self.code = code
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }
}
