import Files
public import Foundation
import GRDB

/// What was asked of a server and answered, and what was said of the answers.
public struct InteractionStore: Sendable {
    let database: StoreDatabase

    /// The interactions in a store's database.
    public init(_ store: AdapterStore) { database = store.database }

    /// Keeps an interaction, with the passages that it was answered from.
    ///
    /// - Throws: `Diagnosis`.
    public func add(_ interaction: InteractionRecord, passages: [Int64]) throws {
        try database.write { database in
            var interaction = interaction
            for passage in passages where try !Self.stands(passage, database) {
                // What it was answered from was forgotten meanwhile.
                (interaction.question, interaction.answer) = (nil, nil)
            }
            try database.execute(
                sql: """
                    INSERT INTO interaction (id, created, model, route, version, user, learns, question, answer)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    interaction.id, interaction.created.milliseconds, interaction.model, interaction.route,
                    interaction.version, interaction.user, interaction.learns, interaction.question,
                    interaction.answer,
                ])
            for passage in Set(passages) {
                try database.execute(
                    sql: """
                        INSERT INTO interaction_passage (interaction, passage)
                        SELECT ?, id FROM passage WHERE id = ?
                        """, arguments: [interaction.id, passage])
            }
        }
    }

    private static func stands(_ passage: Int64, _ database: Database) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM passage WHERE id = ?)", arguments: [passage])
            ?? false
    }

    /// The interaction of a receipt.
    ///
    /// - Throws: `Diagnosis` where there is none.
    public func find(_ id: String) throws -> InteractionRecord {
        let found = try database.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM interaction WHERE id = ?", arguments: [id])
                .map(InteractionRecord.init)
        }
        guard let found else {
            throw Diagnosis(
                .notFound, file: printable(id, limit: 80), problem: "no answer has this receipt",
                remedy: "give the id of a response")
        }
        return found
    }

    /// The newest interactions, the newest first.
    ///
    /// - Throws: `Diagnosis`.
    public func newest(_ count: Int) throws -> [InteractionRecord] {
        try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM interaction ORDER BY created DESC, rowid DESC LIMIT ?",
                arguments: [count]
            ).map(InteractionRecord.init)
        }
    }

    /// Keeps what was said of an answer.
    ///
    /// - Parameters:
    ///   - metric: What it is about.
    ///   - value: What was said, as JSON.
    ///   - id: The interaction's receipt.
    ///   - user: Who said it.
    ///   - date: When.
    /// - Returns: The number under which it is kept.
    /// - Throws: `Diagnosis`.
    public func note(
        _ metric: String, _ value: String, of id: String, user: String?, date: Date
    ) throws -> Int64 {
        try database.write { database in
            try database.execute(
                sql:
                    "INSERT INTO feedback (interaction, created, metric, value, user) VALUES (?, ?, ?, ?, ?)",
                arguments: [id, date.milliseconds, metric, value, user])
            return database.lastInsertedRowID
        }
    }

    /// Deletes interactions that are older than a date; lessons that came of them stay.
    ///
    /// - Returns: How many went.
    /// - Throws: `Diagnosis`.
    public func remove(before date: Date) throws -> Int {
        try database.write { database in
            try database.execute(
                sql: "DELETE FROM interaction WHERE created < ?", arguments: [date.milliseconds])
            return database.changesCount
        }
    }
}
