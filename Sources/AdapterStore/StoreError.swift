/// What is wrong with the store of adapters, where, and what to do about it.
public struct StoreError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of trouble.
    public enum Code: String, Sendable, CaseIterable {
        /// The home folder or its database may only be read.
        case readOnly
        /// No space is left on the disk.
        case diskFull
        /// Another program holds the database for longer than is waited.
        case busy
        /// The database file is damaged or no database.
        case damaged
        /// The database was written by a newer version of this program.
        case newerVersion
        /// The database cannot be opened or made.
        case cannotOpen
        /// No adapter of that name or hash.
        case notFound
        /// A hash prefix that several adapters share.
        case ambiguous
        /// A statement failed for a reason that has no code of its own.
        case failed
    }

    /// The kind of trouble.
    public let code: Code
    /// The file or folder concerned; empty when there is none.
    public let file: String
    /// Where: a name, a table, a record.
    public let place: String
    /// What is wrong.
    public let problem: String
    /// What to do about it.
    public let remedy: String

    /// An error with all its parts.
    public init(_ code: Code, file: String = "", place: String = "", problem: String, remedy: String) {
        self.code = code
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }

    /// One line: file, place, problem and remedy.
    public var description: String {
        [file, place, "\(problem); \(remedy)"].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}
