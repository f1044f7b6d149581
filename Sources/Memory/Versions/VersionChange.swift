import Foundation
import GRDB
import SelfAdaptation

/// Changes which adapters answer, inside a write transaction: the old version answers, or the new one, never a mixture.
struct VersionChange {
    let database: Database
    let date: Date

    /// The version of a base that answers.
    func active(_ base: String) throws -> Int64? {
        try Int64.fetchOne(
            database, sql: "SELECT version FROM active_version WHERE base_digest = ?", arguments: [base])
    }

    /// Makes a version that has an adapter beside those of the one that answers, in place of those all of whose passages it was taught; it
    /// answers from now on, unless the guard has refused it.
    ///
    /// - Parameters:
    ///   - adapter: The adapter's hash; the passages that it was taught are known.
    ///   - base: The base.
    ///   - verdict: What the guard found.
    /// - Returns: The version.
    /// - Throws: `DatabaseError`.
    func take(_ adapter: String, base: ModelReference, verdict: GuardVerdict) throws -> Int64 {
        let parent = try active(base.digest) ?? begin(base)
        let rest = try Row.fetchAll(
            database,
            sql: """
                SELECT adapter, since FROM version_adapter AS known
                WHERE version = ?1 AND adapter <> ?2 AND (
                    EXISTS (
                        SELECT 1 FROM passage_adapter JOIN passage ON passage.id = passage_adapter.passage
                        WHERE passage_adapter.adapter = known.adapter AND passage.retired IS NULL
                            AND NOT EXISTS (SELECT 1 FROM passage_adapter AS new
                                WHERE new.adapter = ?2 AND new.passage = passage.id))
                    OR NOT EXISTS (
                        SELECT 1 FROM passage_adapter JOIN passage ON passage.id = passage_adapter.passage
                        WHERE passage_adapter.adapter = known.adapter AND passage.retired IS NULL))
                """, arguments: [parent, adapter]
        ).map { (adapter: $0["adapter"] as String, since: $0["since"] as Int64?) }
        let version = try insert(
            base, parent: parent, cause: .learned, verdict: verdict,
            adapters: rest + [(adapter, nil)])
        if verdict.isPassed { try activate(version, base: base.digest) }
        return version
    }

    /// Lets a version answer.
    func activate(_ version: Int64, base: String) throws {
        try database.execute(
            sql: """
                INSERT INTO active_version (base_digest, version) VALUES (?, ?)
                ON CONFLICT (base_digest) DO UPDATE SET version = excluded.version
                """, arguments: [base, version])
    }

    /// Ends all versions that have one of some adapters, which may be deleted then; where one of them answers, one without
    /// these adapters does from now on.
    ///
    /// - Throws: `DatabaseError`, `Diagnosis` for a damaged row.
    func retire(_ adapters: [String], because cause: VersionRecord.Cause) throws {
        guard !adapters.isEmpty else { return }
        let marks = databaseQuestionMarks(count: adapters.count)
        let ending = try VersionRecord.all(
            database,
            where: """
                version.ended IS NULL
                    AND version.id IN (SELECT version FROM version_adapter WHERE adapter IN (\(marks)))
                """, StatementArguments(adapters))
        for version in ending where version.state == .active {
            let rest = try Row.fetchAll(
                database, sql: "SELECT adapter, since FROM version_adapter WHERE version = ?",
                arguments: [version.id]
            ).map { (adapter: $0["adapter"] as String, since: $0["since"] as Int64?) }
                .filter { !adapters.contains($0.adapter) }
            let base = ModelReference(name: version.baseName, digest: version.baseDigest)
            let next = try insert(base, parent: version.id, cause: cause, verdict: nil, adapters: rest)
            try activate(next, base: version.baseDigest)
        }
        for version in ending {
            try database.execute(
                sql: "UPDATE version SET ended = ? WHERE id = ?", arguments: [date.milliseconds, version.id])
        }
    }

    /// The version of a base that has nothing in weights: what can be gone back to.
    private func begin(_ base: ModelReference) throws -> Int64 {
        try insert(base, parent: nil, cause: .begun, verdict: nil, adapters: [])
    }

    private func insert(
        _ base: ModelReference, parent: Int64?, cause: VersionRecord.Cause, verdict: GuardVerdict?,
        adapters: [(adapter: String, since: Int64?)]
    ) throws -> Int64 {
        let found = try verdict.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        try database.execute(
            sql: """
                INSERT INTO version (base_digest, base_name, parent, created, cause, verdict, is_refused)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                base.digest, base.name, parent, date.milliseconds, cause.rawValue, found,
                verdict.map { !$0.isPassed } ?? false,
            ])
        let version = database.lastInsertedRowID
        for (adapter, since) in adapters {
            try database.execute(
                sql: "INSERT INTO version_adapter (version, adapter, since) VALUES (?, ?, ?)",
                arguments: [version, adapter, since ?? version])
        }
        return version
    }
}
