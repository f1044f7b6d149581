/// The program's version.
package enum Version {
    /// Semantic version of this source tree.
    package static let current = "0.1.0"
}
