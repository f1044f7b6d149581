extension Diagnosis {
    /// Whose trouble it is and what may help, in as many kinds as a caller needs: exit codes and HTTP statuses follow
    /// from it.
    public enum Category: String, CaseIterable, Sendable {
        /// The request itself is wrong.
        case usage
        /// Contents are wrong: damaged, of an unsupported kind, too long.
        case badData
        /// What was named is not there or may not be read.
        case noInput
        /// Something that is needed is missing: a program, the network, memory.
        case unavailable
        /// A mistake in this program.
        case internalError
        /// A file or folder can't be made.
        case cannotCreate
        /// Reading or writing failed on the way, for example on a full disk.
        case inputOutput
        /// Somebody else is at it; later it may work.
        case busy
        /// It ran and did not achieve its aim.
        case unachieved
    }

    /// The kind of trouble; each target names its own as static members.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// Its name, which programs may rely on.
        public let name: String
        /// What it is for callers that do not know it.
        public let category: Category

        /// A code; `name` is unique among all that have the same meaning.
        public init(_ name: String, _ category: Category) {
            self.name = name
            self.category = category
        }

        /// Its name.
        public var description: String { name }
    }
}

extension Diagnosis.Code {
    /// No file or folder of that name.
    public static let notFound = Self("notFound", .noInput)
    /// The system did not let the file be opened or read.
    public static let unreadable = Self("unreadable", .noInput)
    /// A folder or device where a file is needed, or the other way round.
    public static let notAFile = Self("notAFile", .noInput)

    /// No folder where a file is to be written.
    public static let noFolder = Self("noFolder", .cannotCreate)
    /// The file system can only be read.
    public static let readOnly = Self("readOnly", .cannotCreate)
    /// The user may not write there.
    public static let notPermitted = Self("notPermitted", .cannotCreate)
    /// Something of that name exists already.
    public static let alreadyExists = Self("alreadyExists", .cannotCreate)
    /// The disk is full or the quota used up.
    public static let diskFull = Self("diskFull", .inputOutput)
    /// Writing failed for another reason.
    public static let writeFailed = Self("writeFailed", .inputOutput)
    /// Another process holds it.
    public static let busy = Self("busy", .busy)

    /// A file of zero bytes, or one without what was looked for.
    public static let empty = Self("empty", .badData)
    /// The file ends before the thing that it announces.
    public static let truncated = Self("truncated", .badData)
    /// A count or length above what any honest file needs.
    public static let limitExceeded = Self("limitExceeded", .badData)
    /// Bytes that do not follow the format's grammar.
    public static let malformed = Self("malformed", .badData)
    /// What was whole once is not any more.
    public static let damaged = Self("damaged", .badData)
    /// The same key or name twice.
    public static let duplicate = Self("duplicate", .badData)
    /// A feature of the format that would change the result and is not supported.
    public static let unsupportedFeature = Self("unsupportedFeature", .badData)
    /// A required key, tensor or file that is not there.
    public static let missing = Self("missing", .badData)
    /// A value of another type or range than its key needs.
    public static let wrongValue = Self("wrongValue", .badData)
    /// A tensor whose shape does not fit its use.
    public static let wrongShape = Self("wrongShape", .badData)
    /// NaN or infinity where a number is needed.
    public static let notFinite = Self("notFinite", .badData)

    /// A program that is needed is not installed.
    public static let toolMissing = Self("toolMissing", .unavailable)
}
