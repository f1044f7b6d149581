/// Why a report could not be made, on one line.
package struct ReportError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kinds of trouble that callers tell apart.
    package enum Code: Sendable {
        /// A program that is needed is not installed.
        case toolMissing
        /// A program that is needed gave up.
        case toolFailed
        /// There is no room for a temporary file.
        case noRoom
    }

    /// The kind of trouble.
    package let code: Code
    /// The program or file concerned.
    package let file: String
    /// What is wrong.
    package let problem: String
    /// What to do about it.
    package let remedy: String

    /// "FILE: problem; remedy".
    package var description: String { "\(file): \(problem); \(remedy)" }
}
