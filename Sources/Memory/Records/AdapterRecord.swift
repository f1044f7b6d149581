public import Foundation
public import LanguageModel

/// What the store knows of one adapter.
public struct AdapterRecord: Sendable, Equatable, Codable {
    /// First 16 hexadecimal digits of the SHA-256 of its factors, configuration and base: its identity.
    public var hash: String
    /// Name for people; unique in a store, whatever the case.
    public var name: String
    /// When it was saved, to the millisecond.
    public var created: Date
    /// Digest of the base that it belongs to.
    public var baseDigest: String
    /// What the base was called, a hint for people.
    public var baseName: String
    /// Highest rank of its modules.
    public var rank: Int
    /// Alpha of a module of that rank.
    public var alpha: Double
    /// Projections that it updates.
    public var projections: [Projection]
    /// Titles of what it was learned from.
    public var sources: [String]
    /// Style of the self-edit that won; nil for other study material.
    public var style: String?
    /// Score of the bare base in the exam; nil without an exam.
    public var scoreBefore: Double?
    /// Score with the adapter in the exam; nil without an exam.
    public var scoreAfter: Double?
    /// Questions of the exam.
    public var questions: Int
    /// Bytes of its folder.
    public var bytes: Int
    /// What it is for.
    public var role = AdapterRole.knowledge
    /// Digest of the reader that an earlier version put above what was learned, in the highest ranks; nil for none.
    public var reader: String?
}

/// What is told of an adapter when it is saved.
public struct AdapterDescription: Sendable, Equatable {
    /// Title of what was learned; the adapter's name comes from it.
    public var title: String
    /// The base.
    public var base: ModelReference
    /// Titles of what it was learned from.
    public var sources: [String]
    /// Style of the self-edit that won.
    public var style: String?
    /// Score of the bare base in the exam.
    public var scoreBefore: Double?
    /// Score with the adapter in the exam.
    public var scoreAfter: Double?
    /// Questions of the exam.
    public var questions: Int
    /// What it is for.
    public var role = AdapterRole.knowledge

    /// A description; set the optional parts where they are known.
    public init(
        title: String, base: ModelReference, sources: [String] = [], questions: Int = 0
    ) {
        self.title = title
        self.base = base
        self.sources = sources
        self.questions = questions
    }
}
