import ModelFormats

/// Why a model or the home folder cannot be used, on one line.
package struct ModelLibraryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kinds of trouble that callers tell apart.
    package enum Code: Sendable {
        /// No model has that name.
        case unknownModel
        /// The model is known and not there.
        case notInstalled
        /// A file or folder is not a model.
        case notAModel
        /// A file's size or digest is wrong.
        case damaged
        /// A folder or file cannot be made.
        case cannotCreate
        /// Reading or writing failed on the way.
        case inputOutput
        /// Another process is at it.
        case busy
        /// A program or the network is missing.
        case unavailable
    }

    /// The kind of trouble.
    package let code: Code
    /// The file, folder or model that it is about.
    package let subject: String
    /// What is wrong.
    package let problem: String
    /// What to do about it.
    package let remedy: String

    /// "SUBJECT: problem; remedy".
    package var description: String { "\(subject): \(problem); \(remedy)" }

    init(_ code: Code, _ subject: String, problem: String, remedy: String) {
        self.code = code
        self.subject = subject
        self.problem = problem
        self.remedy = remedy
    }

    /// The error for a file that could not be written.
    init(_ error: FormatError) {
        self.init(.inputOutput, error.file, problem: error.problem, remedy: error.remedy)
    }
}
