import Files
public import Foundation
import GRDB
public import SelfAdaptation

/// One state of what a base has in weights: adapters that answer together, each for the passages that it was taught.
///
/// What it holds never changes.
public struct VersionRecord: Sendable, Equatable {
    /// How a version came to be.
    public enum Cause: String, Sendable, Codable, CaseIterable {
        /// Nothing was in weights before.
        case begun
        /// Adapters were there before there were versions.
        case found
        /// Passages were taught.
        case learned
        /// A source was forgotten.
        case forgotten
        /// An adapter was removed.
        case removed
    }

    /// What a version may do.
    public enum State: String, Sendable, Codable, CaseIterable {
        /// It answers.
        case active
        /// It does not answer, and may.
        case kept
        /// It may not: the guard has refused it.
        case refused
        /// It can't any longer: an adapter of it is gone.
        case ended
    }

    /// Its number.
    public var id: Int64
    /// Digest of the base that it belongs to.
    public var baseDigest: String
    /// What the base was called, a hint for people.
    public var baseName: String
    /// The version that it was made from.
    public var parent: Int64?
    /// When it was made.
    public var created: Date
    /// How it came to be.
    public var cause: Cause
    /// What it may do.
    public var state: State
    /// What the guard found; `nil` where nothing was taught.
    public var verdict: GuardVerdict?
    /// Names of its adapters, the newest first; none that are gone.
    public var adapters: [String]
    /// Passages that stand and are answered by one of them.
    public var passages: Int
    /// Bytes of its adapters.
    public var bytes: Int
    /// When an adapter of it went; `nil` while all are there.
    public var ended: Date?
}

extension VersionRecord {
    /// Versions that fit a condition, the newest first.
    ///
    /// - Throws: `DatabaseError`, or `Diagnosis` for a damaged row.
    static func all(
        _ database: Database, where condition: String = "TRUE", _ arguments: StatementArguments = []
    ) throws -> [VersionRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT version.*, active_version.version IS NOT NULL AS is_active,
                    (SELECT count(DISTINCT passage.id) FROM version_adapter
                        JOIN passage_adapter USING (adapter) JOIN passage ON passage.id = passage_adapter.passage
                        WHERE version_adapter.version = version.id AND passage.retired IS NULL) AS passages
                FROM version LEFT JOIN active_version ON active_version.version = version.id
                WHERE \(condition) ORDER BY version.id DESC
                """, arguments: arguments
        ).map { row in
            let id: Int64 = row["id"]
            return try VersionRecord(row, adapters: adapters(of: id, database))
        }
    }

    /// Adapters of a version, the newest first.
    static func adapters(of version: Int64, _ database: Database) throws -> [AdapterRecord] {
        try AdapterRecord.all(
            database, where: "hash IN (SELECT adapter FROM version_adapter WHERE version = ?)", [version])
    }

    private init(_ row: Row, adapters: [AdapterRecord]) throws {
        let ended = (row["ended"] as Int64?).map(Date.init(milliseconds:))
        let state: State =
            if ended != nil { .ended } else if row["is_refused"] { .refused } else {
                row["is_active"] ? .active : .kept
            }
        self.init(
            id: row["id"], baseDigest: row["base_digest"], baseName: row["base_name"], parent: row["parent"],
            created: Date(milliseconds: row["created"]), cause: Cause(rawValue: row["cause"]) ?? .found,
            state: state, verdict: try Self.verdict(row["verdict"], of: row["id"]),
            adapters: adapters.map(\.name), passages: row["passages"],
            bytes: adapters.map(\.bytes).reduce(0, +), ended: ended)
    }

    private static func verdict(_ text: String?, of version: Int64) throws -> GuardVerdict? {
        guard let text else { return nil }
        do {
            return try JSONDecoder().decode(GuardVerdict.self, from: Data(text.utf8))
        } catch {
            throw Diagnosis(
                .damaged, place: "version \(version), column verdict",
                problem: "it holds no verdict that is known",
                remedy: "move the database away; adapters are found again from their folders")
        }
    }
}
