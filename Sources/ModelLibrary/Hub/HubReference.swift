package import Files

/// A model of the Hugging Face hub as people write it: `hf:ORG/REPO[:FILE][@REVISION]`.
package struct HubReference: Sendable, Equatable {
    /// What names of the hub's models begin with.
    package static let prefix = "hf:"

    /// "ORG/REPO"; a few old models have no organisation.
    package var repository: String
    /// The file that is wanted, or a part of its name such as "Q4_K_M"; nil leaves the choice.
    package var file: String?
    /// A branch, tag or commit; nil means `main`.
    package var revision: String?

    /// Creates a reference from parts that are known to be well formed.
    init(repository: String, file: String? = nil, revision: String? = nil) {
        self.repository = repository
        self.file = file
        self.revision = revision
    }

    /// Reads a reference.
    ///
    /// - Returns: nil when the text does not begin with ``prefix``.
    /// - Throws: `Diagnosis` with `.unknownModel` for parts that the hub would not take, or that
    ///   lead out of a folder.
    package init?(_ text: String) throws(Diagnosis) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        var rest = text.dropFirst(Self.prefix.count)
        var revision: Substring?
        if let at = rest.lastIndex(of: "@") {
            revision = rest[rest.index(after: at)...]
            rest = rest[..<at]
        }
        var file: Substring?
        if let colon = rest.firstIndex(of: ":") {
            file = rest[rest.index(after: colon)...]
            rest = rest[..<colon]
        }
        guard Self.isRepository(rest) else { throw Self.refusal(text, "no name of a repository") }
        if let file, !Self.isPath(file) { throw Self.refusal(text, "no name of a file") }
        if let revision, !Self.isRevision(revision) { throw Self.refusal(text, "no name of a revision") }
        self.init(
            repository: String(rest), file: file.map(String.init), revision: revision.map(String.init))
    }

    /// The reference as it is written.
    package var text: String {
        Self.prefix + repository + (file.map { ":" + $0 } ?? "") + (revision.map { "@" + $0 } ?? "")
    }

    private static func refusal(_ text: String, _ problem: String) -> Diagnosis {
        Diagnosis(
            .unknownModel, file: text, problem: problem, remedy: "write hf:ORG/REPO[:FILE][@REVISION]")
    }

    /// Whether the hub would take a text as a repository's name; its rules are those of the hub's own client.
    static func isRepository(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && !text.contains("--") && !text.contains("..")
            && !text.hasSuffix(".git")
            && parts.allSatisfy { part in
                (1...96).contains(part.utf8.count) && part.utf8.allSatisfy(isNameByte)
                    && ![".", "-"].contains(part.first) && ![".", "-"].contains(part.last)
            }
    }

    /// Whether a text is a path that stays in its folder and can be shown.
    static func isPath(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return (1...512).contains(text.utf8.count)
            && parts.allSatisfy { !["", ".", ".."].contains($0) }
            && FolderReader.canBeShown(String(text))
    }

    static func isRevision(_ text: some StringProtocol) -> Bool {
        (1...255).contains(text.utf8.count) && isPath(text) && !text.contains("..")
            && text.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: "/") }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
