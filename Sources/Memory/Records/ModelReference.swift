/// A model by what people call it, and by what it is.
public struct ModelReference: Codable, Sendable, Equatable {
    /// A short name or a path.
    public var name: String
    /// Digest of its files.
    public var digest: String

    /// A model with its name and the digest of its files.
    public init(name: String, digest: String) {
        self.name = name
        self.digest = digest
    }
}
