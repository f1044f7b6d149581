import Files
public import Foundation
import GRDB

/// What long jobs have reached so far, in the database, so that one that was killed goes on where it was.
///
/// A run has a key made from all its inputs and settings: the same job finds its run again, another one does not.
/// Every entry is committed before ``record(_:_:_:)`` returns.
public struct RunStore: Sendable {
    let database: StoreDatabase
    let home: String

    /// A run that is under way.
    public struct Run: Sendable, Equatable {
        /// Its number in the database.
        public let id: Int64
        /// Digest of what it depends on.
        public let key: String
        /// When it was begun.
        public let created: Date
    }

    /// One thing that a run has reached.
    public struct Entry: Sendable, Equatable {
        /// What it is, unique in its run.
        public let key: String
        /// A JSON value.
        public let payload: String

        /// What was reached, under its key.
        public init(key: String, payload: String) {
            self.key = key
            self.payload = payload
        }
    }

    /// The runs of a store's database.
    public init(_ store: AdapterStore) {
        database = store.database
        home = store.home
    }

    /// How long a run without a name waits to be gone on with, in seconds: what it holds of documents is not kept
    /// without end.
    private static let patience = 30.0 * 86_400

    /// Finds the run of a key, or begins it; others without a name that were given up long ago are forgotten.
    ///
    /// - Returns: The run with its entries in the order in which they were first recorded.
    /// - Throws: `Diagnosis`.
    public func begin(_ key: String, date: Date = Date()) throws -> (run: Run, entries: [Entry]) {
        try database.write { database in
            try database.execute(
                sql: "DELETE FROM run WHERE name IS NULL AND state = 'active' AND created < ? AND key <> ?",
                arguments: [date.addingTimeInterval(-Self.patience).milliseconds, key])
            try database.execute(
                sql:
                    "INSERT INTO run (key, created, state) VALUES (?, ?, 'active') ON CONFLICT (key) DO NOTHING",
                arguments: [key, date.milliseconds])
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT id, created FROM run WHERE key = ?", arguments: [key])
            else {
                throw Diagnosis(
                    .databaseFailed, place: "run \(key)", problem: "it was not stored", remedy: "try again")
            }
            let run = Run(id: row["id"], key: key, created: Date(milliseconds: row["created"]))
            return (run, try Self.entries(of: run.id, database))
        }
    }

    static func entries(of run: Int64, _ database: Database) throws -> [Entry] {
        try Row.fetchAll(
            database, sql: "SELECT key, payload FROM run_entry WHERE run = ? ORDER BY id", arguments: [run]
        ).map { Entry(key: $0["key"], payload: $0["payload"]) }
    }

    /// Records an entry, in place of one with the same key.
    ///
    /// - Throws: `Diagnosis`, also for a payload that is no JSON or a run that is gone.
    public func record(_ run: Run, _ key: String, _ payload: String) throws {
        try database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO run_entry (run, key, payload) VALUES (?, ?, ?)
                    ON CONFLICT (run, key) DO UPDATE SET payload = excluded.payload
                    """,
                arguments: [run.id, key, payload])
        }
    }

    /// Notes that a run has reached its end.
    ///
    /// One without a name is forgotten with that: nobody could look at it.
    ///
    /// - Throws: `Diagnosis`.
    public func finish(_ run: Run) throws {
        try database.write { database in
            try database.execute(
                sql: "DELETE FROM run WHERE id = ? AND name IS NULL", arguments: [run.id])
            try database.execute(sql: "UPDATE run SET state = 'finished' WHERE id = ?", arguments: [run.id])
        }
    }

    /// Notes that a run without a name has reached its end, together with what it has learned.
    ///
    /// Its journal is forgotten, and its key, so that the same job begins anew.
    ///
    /// - Returns: The version that has what was learned.
    /// - Throws: `Diagnosis`.
    func finish(_ run: Run, with material: LearnedMaterial) throws -> VersionRecord? {
        try database.write { database in
            let version = try material.write(database)
            try database.execute(sql: "DELETE FROM run_entry WHERE run = ?", arguments: [run.id])
            try database.execute(
                sql: "UPDATE run SET state = 'finished', key = 'finished ' || id WHERE id = ?",
                arguments: [run.id])
            return try version.flatMap {
                try VersionRecord.all(database, where: "version.id = ?", [$0]).first
            }
        }
    }
}
