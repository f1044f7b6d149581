package import Files
package import Files

extension Diagnosis.Code {
    /// The program that draws pictures gave up.
    package static let drawingFailed = Self("drawingFailed", .unavailable)
}
