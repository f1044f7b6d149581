import Memory
import Console
import Foundation
import LanguageModel
import Text

/// An adapter as `--json` prints it.
struct AdapterReport: Codable {
    let name: String
    let role: AdapterRole
    let hash: String
    let created: String
    let base: String
    let baseDigest: String
    let rank: Int
    let alpha: Double
    let projections: [String]
    let sources: [String]
    let style: String?
    let scoreBefore: Double?
    let scoreAfter: Double?
    let questions: Int
    let bytes: Int
    let folder: String

    init(_ record: AdapterRecord, folder: String) {
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
        style = record.style
        scoreBefore = record.scoreBefore
        scoreAfter = record.scoreAfter
        questions = record.questions
        bytes = record.bytes
        self.folder = folder
    }

    private enum CodingKeys: String, CodingKey {
        case name, role, hash, created, base, rank, alpha, projections, sources, style, questions, bytes,
            folder
        case baseDigest = "base_digest"
        case scoreBefore = "score_before"
        case scoreAfter = "score_after"
    }
}

extension AdapterRecord {
    /// The score before and after with the number of questions, or nothing without an exam.
    var scoreText: String {
        guard let scoreBefore, let scoreAfter else { return "" }
        return "\(Quantity.percent(scoreBefore)) → \(Quantity.percent(scoreAfter)) (\(questions))"
    }
}
