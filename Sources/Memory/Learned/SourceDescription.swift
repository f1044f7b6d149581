import Foundation

/// What is told of a source when something was learned from it.
public struct SourceDescription: Sendable, Hashable {
    /// SHA-256 of its text: a source's identity.
    public var digest: String
    /// What it is.
    public var kind: SourceRecord.Kind
    /// What it is called.
    public var title: String
    /// The file that it was read from, or `-` for standard input.
    public var place: String

    /// The place of what was read from standard input.
    public static let standardInput = "-"
    /// What the place of a text begins with that was handed over under a name, and stands in no file.
    public static let handedOver = "given:"

    /// The place of a file, the same from wherever it is named.
    public static func place(of path: String) -> String {
        path == standardInput || path.hasPrefix(handedOver)
            ? path : URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    /// A description with all its parts.
    public init(
        digest: String, kind: SourceRecord.Kind = .document, title: String, place: String
    ) {
        self.digest = digest
        self.kind = kind
        self.title = title
        self.place = place
    }
}
