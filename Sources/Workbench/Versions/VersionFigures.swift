import Foundation
package import Memory
package import SelfAdaptation

/// A version of what is in weights, as it is listed.
package struct VersionFigures: Codable, Sendable {
    /// Its number.
    package let id: Int64
    /// What it may do.
    package let state: VersionRecord.State
    /// How it came to be.
    package let cause: VersionRecord.Cause
    /// When it was made, by ISO 8601.
    package let created: String
    /// What its base was called.
    package let base: String
    /// Digest of the base.
    package let baseDigest: String
    /// The version that it was made from.
    @Nullable package var parent: Int64?
    /// Names of its adapters, the newest first.
    package let adapters: [String]
    /// Passages that stand and are answered by one of them.
    package let passages: Int
    /// Bytes of its adapters.
    package let bytes: Int
    /// When an adapter of it went, by ISO 8601; none while all are there.
    @Nullable package var ended: String?
    /// What the guard found; none where nothing was taught.
    @Nullable package var verdict: GuardVerdict?

    private enum CodingKeys: String, CodingKey {
        case id, state, cause, created, base, parent, adapters, passages, bytes, ended, verdict
        case baseDigest = "base_digest"
    }

    init(_ version: VersionRecord) {
        id = version.id
        state = version.state
        cause = version.cause
        created = version.created.formatted(.iso8601)
        base = version.baseName
        baseDigest = version.baseDigest
        adapters = version.adapters
        passages = version.passages
        bytes = version.bytes
        _parent = Nullable(wrappedValue: version.parent)
        _ended = Nullable(wrappedValue: version.ended?.formatted(.iso8601))
        _verdict = Nullable(wrappedValue: version.verdict)
    }
}

/// The versions of what is in weights.
package struct VersionListing: Codable, Sendable {
    /// The versions, the newest first.
    package let versions: [VersionFigures]
    /// The numbers of those that answer, one for each base.
    package let active: [Int64]
}

/// What going back came to.
package struct RollbackResult: Codable, Sendable {
    /// The version that answered until now.
    package let from: VersionFigures
    /// The version that answers.
    package let to: VersionFigures
}
