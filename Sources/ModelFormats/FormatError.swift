/// What is wrong with a file, where in it, and what its owner can do about it.
///
/// Every parser and writer of this target throws this one type. The text of ``description`` is what a person
/// reads on the terminal, so it is always one line: names that come out of a file are escaped and shortened
/// before they get here.
public struct FormatError: Error, Equatable, Sendable {
    /// The kind of trouble, for code that wants to react rather than print.
    public enum Code: String, CaseIterable, Sendable {
        /// No file or folder of that name.
        case notFound
        /// No folder where a file is to be written.
        case noFolder
        /// The system did not let the file be opened or read.
        case unreadable
        /// A folder or device where a file is needed, or the other way round.
        case notAFile
        /// A file of zero bytes.
        case empty
        /// The file ends before the thing that it announces.
        case truncated
        /// The first bytes are not those of the format.
        case badMagic
        /// A GGUF file written for big-endian machines.
        case bigEndian
        /// A version of the format that this reader does not know.
        case unsupportedVersion
        /// A count or length above what any honest file needs.
        case limitExceeded
        /// Bytes that do not follow the format's grammar.
        case malformed
        /// The same key or tensor name twice.
        case duplicate
        /// Sizes whose product or sum does not fit.
        case overflow
        /// Two tensors that claim the same bytes, or bytes that none claims where the format forbids it.
        case overlap
        /// A position that is not a multiple of the file's alignment.
        case misaligned
        /// An element type that is not supported.
        case unsupportedType
        /// A feature of the format that would change the result and is not supported.
        case unsupportedFeature
        /// A required key, tensor or file that is not there.
        case missing
        /// A value of another type or range than its key needs.
        case wrongValue
        /// A tensor whose shape does not fit its use.
        case wrongShape
        /// NaN or infinity where a number is needed.
        case notFinite
        /// The disk is full or the quota used up.
        case diskFull
        /// The file system can only be read.
        case readOnly
        /// The user may not write there.
        case notPermitted
        /// Something of that name exists already.
        case alreadyExists
        /// Writing failed for another reason.
        case writeFailed
    }

    /// The kind of trouble.
    public var code: Code
    /// Path of the file or folder, as it was given.
    public var file: String
    /// Where in the file: a tensor, key, line or byte offset; empty when the file as a whole is meant.
    public var place: String
    /// What is wrong.
    public var problem: String
    /// What to do about it.
    public var remedy: String

    /// Creates an error; every part should read well inside one line of text.
    public init(_ code: Code, file: String, place: String = "", problem: String, remedy: String) {
        self.code = code
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }
}

extension FormatError: CustomStringConvertible {
    /// One line: `FILE: PLACE: what is wrong; what to do`.
    public var description: String {
        let location =
            place.isEmpty ? printable(file, limit: 4096) : "\(printable(file, limit: 4096)): \(place)"
        return "\(location): \(problem); \(remedy)"
    }
}

/// A name from an untrusted file in a form that cannot break a terminal line: control characters are escaped
/// and anything past `limit` characters is cut with an ellipsis.
package func printable(_ name: String, limit: Int = 96) -> String {
    var shown = ""
    var count = 0
    for scalar in name.unicodeScalars {
        guard count < limit else { return shown + "…" }
        count += 1
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            shown += "\\u{\(String(scalar.value, radix: 16))}"
        default:
            shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}

/// `printable` in quotation marks, for use inside a sentence.
package func quoted(_ name: String) -> String { "'\(printable(name))'" }
