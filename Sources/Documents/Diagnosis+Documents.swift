package import Files
package import Files

extension Diagnosis.Code {
    /// It is not text.
    package static let binary = Self("binary", .badData)
    /// It claims to be text and some bytes are not.
    package static let invalidText = Self("invalidText", .badData)
    /// It is of a kind that is not read, or nothing in a folder is of one that is.
    package static let unsupportedKind = Self("unsupportedKind", .badData)
    /// It is data, such as a list of questions, and no prose.
    package static let isData = Self("isData", .badData)
    /// A program that is needed gave up on it.
    package static let toolFailed = Self("toolFailed", .badData)
}
