public import Files
public import Files

extension Diagnosis.Code {
    /// The first bytes are not those of the format.
    public static let badMagic = Self("badMagic", .badData)
    /// A GGUF file written for big-endian machines.
    public static let bigEndian = Self("bigEndian", .badData)
    /// A version of the format that this reader does not know.
    public static let unsupportedVersion = Self("unsupportedVersion", .badData)
    /// An element type that is not supported.
    public static let unsupportedType = Self("unsupportedType", .badData)
    /// Sizes whose product or sum does not fit.
    public static let overflow = Self("overflow", .badData)
    /// Two tensors that claim the same bytes, or bytes that none claims where the format forbids it.
    public static let overlap = Self("overlap", .badData)
    /// A position that is not a multiple of the file's alignment.
    public static let misaligned = Self("misaligned", .badData)
}
