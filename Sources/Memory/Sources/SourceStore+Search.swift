import Foundation
import GRDB

/// A passage that a question may be about.
public struct PassageHit: Sendable, Equatable {
    /// The passage.
    public var passage: PassageRecord
    /// The source that it stands in.
    public var source: SourceRecord
    /// Okapi BM25; greater is nearer.
    public var score: Double
    /// How sure it is that the question is about it: what those of the question's words tell that the passage has, in nats,
    /// times their share of what all of them tell.
    ///
    /// A word tells the more, the fewer passages have it (inverse document frequency).
    public var nearness: Double
}

extension SourceStore {
    /// Passages that a word counts among at the least: in a small memory no word is common.
    private static let fewest = 100

    /// The passages that are nearest to a question, the nearest first; none of quarantined sources.
    ///
    /// Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), as FTS5 has it.
    ///
    /// - Throws: `Diagnosis`.
    public func search(_ question: String, limit: Int, base: String?) throws -> [PassageHit] {
        let terms = SearchTerms(question)
        guard let query = terms.query, limit > 0 else { return [] }
        return try database.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT passage.*, bm25(passage_text) AS bm25
                    FROM passage_text JOIN passage ON passage.id = passage_text.rowid
                        JOIN source ON source.id = passage.source
                    WHERE passage_text MATCH ? AND source.trust <> 'quarantined'
                    ORDER BY bm25, passage.id LIMIT ?
                    """, arguments: [query, limit])
            let weights = try rows.isEmpty ? [] : Self.weights(of: terms, database)
            let total = weights.reduce(0, +)
            return try rows.compactMap { row in
                let passage = PassageRecord(row)
                guard
                    let source = try SourceRecord.all(
                        database, base: base, where: "source.id = ?", [passage.source]
                    ).first
                else { return nil }
                let has = try terms.words.map { try Self.holds(passage.id, $0, database) }
                let told = zip(weights, has).map { $1 ? $0 : 0 }.reduce(0, +)
                return PassageHit(
                    passage: passage, source: source, score: -(row["bm25"] as Double),
                    nearness: total > 0 ? told * told / total : 0)
            }
        }
    }

    /// What each word tells.
    private static func weights(of terms: SearchTerms, _ database: Database) throws -> [Double] {
        let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM passage WHERE retired IS NULL") ?? 0
        let count = Double(max(all, fewest))
        return try terms.words.map { word in
            let having =
                try Double.fetchOne(
                    database, sql: "SELECT count(*) FROM passage_text WHERE passage_text MATCH ?",
                    arguments: [SearchTerms.quoted(word)]) ?? 0
            return log(1 + (count - having + 0.5) / (having + 0.5))
        }
    }

    private static func holds(_ passage: Int64, _ word: String, _ database: Database) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM passage_text WHERE passage_text MATCH ? AND rowid = ?)",
            arguments: [SearchTerms.quoted(word), passage]) ?? false
    }
}
