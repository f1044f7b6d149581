import Foundation
import GRDB
public import SelfAdaptation
public import Text

extension SourceStore {
    /// Questions that were asked about passages of a source when they were taught, with the adapter of a base that answers
    /// them now; none of passages that nothing in weights answers.
    ///
    /// - Parameters:
    ///   - contexts: The passages.
    ///   - source: The digest of the source's text.
    ///   - base: The digest of the base.
    ///   - limit: The most questions.
    /// - Returns: Each question with its passage's number and the hash of the adapter.
    /// - Throws: `Diagnosis`.
    public func answered(
        about contexts: [Context], of source: String, base: String, limit: Int
    ) throws -> [(question: Question, passage: Int64, adapter: String)] {
        try database.read { database in
            var found: [(Question, Int64, String)] = []
            for context in contexts where found.count < limit {
                guard let passage = try Self.passage(context, of: source, database),
                    let adapter = try Self.adapter(of: passage, base: base, database)
                else { continue }
                let questions = try Self.questions(about: passage, database)
                found += questions.prefix(limit - found.count).map { ($0, passage, adapter.hash) }
            }
            return found
        }
    }

    /// Questions that were asked about passages of a source when they were taught, to whichever base.
    ///
    /// - Throws: `Diagnosis`.
    public func questions(about contexts: [Context], of source: String) throws -> [Question] {
        try database.read { database in
            try contexts.flatMap { context in
                try Self.passage(context, of: source, database).map {
                    try Self.questions(about: $0, database)
                }
                    ?? []
            }
        }
    }

    /// Whether a source is trusted and its passages stand as they were read.
    ///
    /// - Throws: `Diagnosis`.
    public func stands(_ contexts: [Context], of source: String) throws -> Bool {
        try database.read { database in
            let isTrusted =
                try Bool.fetchOne(
                    database,
                    sql: "SELECT EXISTS (SELECT 1 FROM source WHERE digest = ? AND trust = 'trusted')",
                    arguments: [source]) ?? false
            return try isTrusted && contexts.allSatisfy { try Self.passage($0, of: source, database) != nil }
        }
    }

    private static func passage(
        _ context: Context, of source: String, _ database: Database
    ) throws -> Int64? {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT passage.id FROM passage JOIN source ON source.id = passage.source
                WHERE source.digest = ? AND passage.digest = ? AND passage.retired IS NULL
                """, arguments: [source, PassageRow.digest(of: context)])
    }

    private static func questions(about passage: Int64, _ database: Database) throws -> [Question] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM question WHERE passage = ? ORDER BY id", arguments: [passage]
        ).map { row in
            let gold: String = row["gold"]
            return Question(
                question: row["question"],
                gold: (try? JSONDecoder().decode([String].self, from: Data(gold.utf8))) ?? [],
                topic: row["topic"])
        }
    }
}
