import Files
import Foundation
import GRDB
import LanguageModel

extension AdapterRecord {
    /// Reads a row of the table `adapter`.
    ///
    /// - Throws: `Diagnosis` with `.damaged` for lists that are no JSON.
    init(_ row: Row) throws {
        func list<Element: Decodable>(_ column: String) throws -> [Element] {
            let text: String = row[column]
            do {
                return try JSONDecoder().decode([Element].self, from: Data(text.utf8))
            } catch {
                throw Diagnosis(
                    .damaged, place: "adapter \(row["hash"] as String), column \(column)",
                    problem: "it holds no list that is known", remedy: "remove the adapter")
            }
        }
        self.init(
            hash: row["hash"], name: row["name"], created: Date(milliseconds: row["created"]),
            baseDigest: row["base_digest"], baseName: row["base_name"], rank: row["rank"],
            alpha: row["alpha"],
            projections: try list("projections"), sources: try list("sources"), style: row["style"],
            scoreBefore: row["score_before"], scoreAfter: row["score_after"], questions: row["questions"],
            bytes: row["bytes"],
            role: AdapterRole(rawValue: row["role"]) ?? .knowledge, reader: row["reader"])
    }

    /// Writes the row, replacing all but the name of one with the same hash.
    ///
    /// - Throws: `DatabaseError`.
    func upsert(_ database: Database) throws {
        func text(_ list: some Encodable) throws -> String {
            String(decoding: try JSONEncoder().encode(list), as: UTF8.self)
        }
        try database.execute(
            sql: """
                INSERT INTO adapter (hash, name, created, base_digest, base_name, rank, alpha, projections,
                    sources, style, score_before, score_after, questions, bytes, role, reader)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (hash) DO UPDATE SET created = excluded.created, base_name = excluded.base_name,
                    sources = excluded.sources, style = excluded.style, score_before = excluded.score_before,
                    score_after = excluded.score_after, questions = excluded.questions, bytes = excluded.bytes
                """,
            arguments: [
                hash, name, created.milliseconds, baseDigest, baseName, rank, alpha, text(projections),
                text(sources), style, scoreBefore, scoreAfter, questions, bytes, role.rawValue, reader,
            ])
    }

    /// Rows that fit a condition, newest first.
    ///
    /// - Throws: `DatabaseError`, or `Diagnosis` for a damaged row.
    static func all(
        _ database: Database, where condition: String = "TRUE", _ arguments: StatementArguments = []
    ) throws -> [AdapterRecord] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM adapter WHERE \(condition) ORDER BY created DESC, rowid DESC",
            arguments: arguments
        ).map { try AdapterRecord($0) }
    }
}

extension Date {
    /// The instant `milliseconds` after the beginning of 1970.
    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// Milliseconds since the beginning of 1970.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}
