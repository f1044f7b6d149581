import Foundation
import LanguageModel
package import Memory

/// What is known of an adapter.
package struct AdapterReport: Codable {
    /// Its name.
    package let name: String
    /// What it is for.
    package let role: AdapterRole
    /// Digest of its factors.
    package let hash: String
    /// When it was made, by ISO 8601.
    package let created: String
    /// Its base model.
    package let base: String
    /// Digest of that.
    package let baseDigest: String
    /// Its rank.
    package let rank: Int
    /// Its alpha.
    package let alpha: Double
    /// The projections that it adapts.
    package let projections: [String]
    /// What was learned.
    package let sources: [String]
    /// Digest of the reader that lies above what was learned.
    package let reader: String?
    /// How self-edits were written.
    package let style: String?
    /// The bare model's score.
    package let scoreBefore: Double?
    /// Its own score.
    package let scoreAfter: Double?
    /// Questions of its exam.
    package let questions: Int
    /// Its size.
    package let bytes: Int
    /// Where it is.
    package let folder: String

    /// What the store knows of an adapter.
    package init(_ record: AdapterRecord, folder: String) {
        name = record.name
        role = record.role
        hash = record.hash
        created = record.created.formatted(.iso8601)
        base = record.baseName
        baseDigest = record.baseDigest
        rank = record.rank
        alpha = record.alpha
        projections = record.projections.map(\.rawValue)
        sources = record.sources
        reader = record.reader
        style = record.style
        scoreBefore = record.scoreBefore
        scoreAfter = record.scoreAfter
        questions = record.questions
        bytes = record.bytes
        self.folder = folder
    }

    private enum CodingKeys: String, CodingKey {
        case name, role, hash, created, base, rank, alpha, projections, sources, reader, style, questions,
            bytes,
            folder
        case baseDigest = "base_digest"
        case scoreBefore = "score_before"
        case scoreAfter = "score_after"
    }
}
