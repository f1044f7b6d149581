public import Foundation
import GRDB

/// A source as the memory knows it.
public struct SourceRecord: Sendable, Equatable {
    /// What a source is.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A text.
        case document
        /// What was said.
        case conversation
        /// A right answer in place of a wrong one.
        case correction
    }

    /// Its number, by which it can be named.
    public var id: Int64
    /// SHA-256 of its text.
    public var digest: String
    /// What it is.
    public var kind: Kind
    /// What it is called.
    public var title: String
    /// The file that it was read from, or `-` for standard input.
    public var place: String
    /// When it was first known.
    public var added: Date
    /// How far it is trusted.
    public var trust: Trust
    /// Passages that stand.
    public var passages: Int
    /// Those of them that are answered from weights: an adapter of the version that answers was taught them.
    public var learned: Int
    /// Those of them that were not yet tried.
    public var pending: Int
    /// Times that it was answered from.
    public var uses: Int
    /// Characters of the passages that stand.
    public var characters: Int
    /// Passages that it does not have any longer.
    public var retired: Int

    /// How much of it is in weights.
    public enum State: String, Sendable, Codable, CaseIterable {
        /// Nothing: it is answered from its text, and waits to be taught.
        case pending
        /// Nothing, though all of it was tried: what came of it was not kept, or is not in the version that answers.
        case aside
        /// Some passages.
        case partly
        /// All passages.
        case learned
        /// Nothing of it stands any longer.
        case retired
    }

    /// How much of it is in weights.
    public var state: State {
        if passages == 0 { return .retired }
        if learned == 0 { return pending == 0 ? .aside : .pending }
        return learned < passages ? .partly : .learned
    }
}

extension SourceRecord {
    init(_ row: Row) {
        self.init(
            id: row["id"], digest: row["digest"], kind: Kind(rawValue: row["kind"]) ?? .document,
            title: row["title"],
            place: row["place"], added: Date(milliseconds: row["added"]),
            trust: Trust(rawValue: row["trust"]) ?? .quarantined, passages: row["passages"],
            learned: row["learned"], pending: row["pending"], uses: row["uses"],
            characters: row["characters"], retired: row["retired"])
    }

    /// Sources that fit a condition, in the order in which they were added; what is learned is told for one base, or
    /// for any.
    ///
    /// - Throws: `DatabaseError`.
    static func all(
        _ database: Database, base: String?, where condition: String = "TRUE",
        _ arguments: StatementArguments = []
    ) throws -> [SourceRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT source.*,
                    count(passage.id) FILTER (WHERE passage.retired IS NULL) AS passages,
                    count(passage.id) FILTER (WHERE passage.retired IS NOT NULL) AS retired,
                    coalesce(sum(length(passage.text)) FILTER (WHERE passage.retired IS NULL), 0) AS characters,
                    count(passage.id) FILTER (WHERE passage.retired IS NULL AND EXISTS (
                        SELECT 1 FROM passage_adapter JOIN version_adapter USING (adapter)
                            JOIN active_version USING (version)
                        WHERE passage_adapter.passage = passage.id
                            AND ifnull(active_version.base_digest = ?, TRUE))) AS learned,
                    count(passage.id) FILTER (WHERE passage.retired IS NULL AND NOT EXISTS (
                        SELECT 1 FROM passage_base WHERE passage_base.passage = passage.id
                            AND ifnull(passage_base.base_digest = ?, TRUE))) AS pending,
                    coalesce(sum(passage.uses), 0) AS uses
                FROM source LEFT JOIN passage ON passage.source = source.id
                WHERE \(condition) GROUP BY source.id ORDER BY source.id
                """, arguments: [base, base] + arguments
        ).map(SourceRecord.init)
    }
}
