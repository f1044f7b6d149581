public import Files
public import Files

extension Diagnosis.Code {
    /// The database was written by a newer version of this program.
    public static let newerVersion = Self("newerVersion", .badData)
    /// The database cannot be opened or made.
    public static let cannotOpen = Self("cannotOpen", .cannotCreate)
    /// A hash prefix that several adapters share.
    public static let ambiguous = Self("ambiguous", .usage)
    /// What was worked on is not what it was when that began.
    public static let changedMeanwhile = Self("changedMeanwhile", .busy)
    /// A statement failed for a reason that has no code of its own.
    public static let databaseFailed = Self("databaseFailed", .internalError)
}
