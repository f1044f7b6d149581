package import Files
package import Files

extension Diagnosis.Code {
    /// No model has that name.
    package static let unknownModel = Self("unknownModel", .noInput)
    /// The model is known and not there.
    package static let notInstalled = Self("notInstalled", .noInput)
    /// A file or folder is not a model.
    package static let notAModel = Self("notAModel", .badData)
    /// A program or the network is missing.
    package static let unavailable = Self("unavailable", .unavailable)
}
