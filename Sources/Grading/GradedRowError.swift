/// Why a row of graded answers cannot be read.
public struct GradedRowError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: Sendable, Hashable {
        /// The line is not a JSON object.
        case notAnObject
        /// A field is not there.
        case missingField
        /// A field has a value of another type.
        case wrongType
        /// The verdict is neither a boolean nor a known word.
        case unknownVerdict
    }

    /// The kind of fault.
    public let code: Code
    /// Number of the line, from 1.
    public let line: Int
    /// What is wrong.
    public let problem: String
    /// What to do.
    public let remedy: String

    /// One line: place, what is wrong, what to do.
    ///
    /// Whoever knows the file's name puts it before.
    public var description: String { "line \(line): \(problem); \(remedy)" }

    static func missing(_ name: String, line: Int) -> GradedRowError {
        let accepted = name == "verdict" ? "`verdict` (or `gpt4_1_verdict`)" : "`\(name)`"
        return GradedRowError(
            code: .missingField, line: line, problem: "\(accepted) is missing",
            remedy: "add the field to this row")
    }
}
