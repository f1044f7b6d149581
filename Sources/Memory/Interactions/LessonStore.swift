import Files
import LanguageModel
public import Foundation
import GRDB

/// Lessons that came of use: those that wait for somebody to decide, and what was decided.
public struct LessonStore: Sendable {
    let database: StoreDatabase

    /// The lessons in a store's database.
    public init(_ store: AdapterStore) { database = store.database }

    /// Adds a lesson; one that waits already, with the same question and answer of the same user, is not added again.
    ///
    /// - Returns: The lesson that waits.
    /// - Throws: `Diagnosis`.
    public func add(
        question: String, answer: String, origin: LessonRecord.Origin, interaction: String?, user: String?,
        date: Date
    ) throws -> LessonRecord {
        try database.write { database in
            let known = try Self.all(
                database,
                where: """
                    state = 'pending' AND question = ? COLLATE NOCASE AND answer = ? COLLATE NOCASE
                        AND user IS ?
                    """, [question, answer, user])
            if let known = known.first { return known }
            try database.execute(
                sql: """
                    INSERT INTO lesson (created, question, answer, origin, interaction, user)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [date.milliseconds, question, answer, origin.rawValue, interaction, user])
            return try Self.one(database.lastInsertedRowID, database)
        }
    }

    /// Lessons in the order in which they came.
    ///
    /// - Parameter state: What became of them; all unless given.
    /// - Returns: The lessons.
    /// - Throws: `Diagnosis`.
    public func list(_ state: LessonRecord.State? = nil) throws -> [LessonRecord] {
        try database.read { try Self.all($0, where: "ifnull(state = ?, TRUE)", [state?.rawValue]) }
    }

    /// The lesson of a number.
    ///
    /// - Throws: `Diagnosis` where there is none.
    public func find(_ id: Int64) throws -> LessonRecord {
        try database.read { try Self.one(id, $0) }
    }

    /// What a user's approved lessons come to: of those with the same question the one that was approved last.
    ///
    /// - Throws: `Diagnosis`.
    public func approved(of user: String?) throws -> [LessonRecord] {
        try database.read { database in
            try Self.all(
                database,
                where: """
                    state = 'approved' AND user IS ?1 AND NOT EXISTS (
                        SELECT 1 FROM lesson AS later WHERE later.state = 'approved' AND later.user IS ?1
                            AND later.question = lesson.question COLLATE NOCASE
                            AND (later.decided, later.id) > (lesson.decided, lesson.id))
                    """, [user])
        }
    }

    /// Decides over a lesson that waits.
    ///
    /// - Throws: `Diagnosis` where there is none, or where that was done already.
    public func decide(_ id: Int64, _ state: LessonRecord.State, date: Date) throws -> LessonRecord {
        try database.write { database in
            let lesson = try Self.one(id, database)
            guard lesson.state == .pending else {
                throw Diagnosis(
                    .badRequest, file: "lesson \(id)", problem: "was \(lesson.state.rawValue) already",
                    remedy: "choose one that waits")
            }
            try database.execute(
                sql: "UPDATE lesson SET state = ?, decided = ? WHERE id = ?",
                arguments: [state.rawValue, date.milliseconds, id])
            return try Self.one(id, database)
        }
    }

    /// Notes that the approved lessons of a user are part of a source, and go with it.
    ///
    /// - Throws: `Diagnosis`.
    public func place(of user: String?, source: Int64) throws {
        try database.write {
            try $0.execute(
                sql: "UPDATE lesson SET source = ? WHERE state = 'approved' AND user IS ?",
                arguments: [source, user])
        }
    }

    /// The number of the source that a user's approved lessons are; none where there are none.
    ///
    /// - Throws: `Diagnosis`.
    public func source(of user: String) throws -> Int64? {
        try database.read {
            try Int64.fetchOne(
                $0, sql: "SELECT source FROM lesson WHERE user = ? AND source IS NOT NULL LIMIT 1",
                arguments: [user])
        }
    }

    /// Forgets a user's lessons, and what the user has asked; what was freed is overwritten.
    ///
    /// - Returns: How many went.
    /// - Throws: `Diagnosis`.
    public func forget(_ user: String) throws -> Int {
        let gone = try database.write { database in
            var gone = 0
            // Others' lessons that were not approved hold what this one asked.
            try database.execute(
                sql: """
                    DELETE FROM lesson WHERE state <> 'approved'
                        AND interaction IN (SELECT id FROM interaction WHERE user = ?)
                    """, arguments: [user])
            gone += database.changesCount
            for table in ["lesson", "feedback", "interaction"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE user = ?", arguments: [user])
                gone += database.changesCount
            }
            try StoreDatabase.noteShrinking(database)
            return gone
        }
        try database.shrink()
        return gone
    }

    private static func all(
        _ database: Database, where condition: String, _ arguments: StatementArguments = []
    ) throws -> [LessonRecord] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM lesson WHERE \(condition) ORDER BY id", arguments: arguments
        ).map(LessonRecord.init)
    }

    private static func one(_ id: Int64, _ database: Database) throws -> LessonRecord {
        guard let lesson = try all(database, where: "id = ?", [id]).first else {
            throw Diagnosis(
                .notFound, file: "lesson \(id)", problem: "there is none of this number",
                remedy: "choose one that waits")
        }
        return lesson
    }
}
