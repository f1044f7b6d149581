public import Files
public import Files

extension Diagnosis.Code {
    /// The model's family is not one of those supported.
    public static let unknownArchitecture = Self("unknownArchitecture", .badData)
    /// A size in the configuration makes no sense.
    public static let badConfiguration = Self("badConfiguration", .badData)
    /// The model, or the work that is asked of it, does not fit into memory.
    public static let tooLarge = Self("tooLarge", .unavailable)
    /// Text longer than the model's window.
    public static let contextTooLong = Self("contextTooLong", .badData)
    /// An adapter that belongs to another base.
    public static let otherBase = Self("otherBase", .badData)
    /// The model has no chat template.
    public static let noChatTemplate = Self("noChatTemplate", .badData)
    /// The environment asks for instructions that this processor does not have.
    public static let unavailableInstructions = Self("unavailableInstructions", .usage)
    /// A request that cannot be answered as it is.
    public static let badRequest = Self("badRequest", .badData)
}
