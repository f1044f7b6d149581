/// The program's version.
enum Version {
    /// Semantic version of this source tree.
    static let current = "0.1.0"
}
