import GRDB
import Text

/// What goes when a source is forgotten.
public struct Forgetting: Sendable, Equatable {
    /// The source.
    public var source: SourceRecord
    /// Its passages, those included that it does not have any longer.
    public var passages: Int
    /// Questions about them.
    public var questions: Int
    /// Adapters that were taught it, or come of runs that hold its text.
    public var adapters: [AdapterRecord]
    /// Experiments that hold its text, by name.
    public var runs: [String]
    /// Runs without a name that do.
    public var unnamedRuns: Int
    /// Answers that were given from it or say what it says, with what was asked.
    public var interactions: Int
}

/// Finds everything in a database that holds what a source says.
struct SourceTraces {
    let source: Int64
    let database: Database

    /// Words in a row that are the source's own.
    private static let run = 6
    /// Characters in a row that are, where words are not set apart.
    private static let length = 10

    /// Adapters that were taught a passage of the source, or that a run has made that holds its text; and those of the same
    /// title of which nothing is known, as a program that was killed leaves them.
    func adapters(_ runs: [Int64]) throws -> [AdapterRecord] {
        let ids = runs.map { String($0) }.joined(separator: ", ")
        return try AdapterRecord.all(
            database,
            where: """
                hash IN (SELECT adapter FROM adapter_source WHERE source = ?1)
                    OR hash IN (SELECT adapter FROM passage_adapter JOIN passage ON passage.id = passage_adapter.passage
                        WHERE passage.source = ?1)
                    OR hash IN (SELECT hash FROM run_adapter WHERE run IN (\(ids)))
                    OR role = 'knowledge' AND NOT EXISTS (
                        SELECT 1 FROM adapter_source WHERE adapter_source.adapter = adapter.hash)
                        AND EXISTS (SELECT 1 FROM json_each(adapter.sources)
                            WHERE value = (SELECT title FROM source WHERE id = ?1))
                """, [source])
    }

    /// Interactions that cite a passage of the source, or hold a sentence of it that no other source has.
    func interactions() throws -> [String] {
        let cited = try String.fetchAll(
            database,
            sql: """
                SELECT interaction FROM interaction_passage JOIN passage ON passage.id = passage
                WHERE passage.source = ?
                """, arguments: [source])
        return try Set(cited).union(
            held(
                in: """
                    SELECT id, ifnull(question, '') || char(10) || ifnull(answer, '') AS text FROM interaction
                    UNION ALL SELECT interaction AS id, value AS text FROM feedback
                    """
            )
        ).sorted()
    }

    /// Lessons that are no part of the source and hold a sentence of it that no other source has.
    func lessons() throws -> [Int64] {
        try held(
            in: "SELECT id, question || char(10) || answer AS text FROM lesson WHERE source IS NOT \(source)"
        )
        .sorted()
    }

    /// Runs whose inputs or entries hold a sentence of the source that no other source has.
    func runs() throws -> [Int64] {
        try held(
            in: """
                SELECT id, inputs AS text FROM run WHERE inputs IS NOT NULL
                UNION ALL SELECT run AS id, payload AS text FROM run_entry
                """
        ).sorted()
    }

    /// What holds a sentence of the source that no other source has, by its `id`, among rows with a `text`.
    private func held<ID: DatabaseValueConvertible & Hashable>(in rows: String) throws -> Set<ID> {
        let texts = try String.fetchAll(
            database, sql: "SELECT text FROM passage WHERE source = ?", arguments: [source])
        let others = try String.fetchAll(
            database, sql: "SELECT text FROM passage WHERE source <> ?", arguments: [source])
        let parts = Set(texts.flatMap(Self.parts)).filter { part in
            !others.contains { $0.contains(part) }
        }
        guard !parts.isEmpty else { return [] }
        let held = try Row.fetchCursor(database, sql: rows)
        var found: Set<ID> = []
        while let row = try held.next() {
            let (id, text): (ID, String) = (row["id"], row["text"])
            if !found.contains(id), parts.contains(where: text.contains) { found.insert(id) }
        }
        return found
    }

    /// Stretches of a text that stand in JSON as they are, each long enough to be no accident.
    private static func parts(of text: String) -> [String] {
        SentenceSplitter.sentences(in: text).flatMap { sentence in
            sentence.split { $0.isNewline || "\"\\/\t".contains($0) }.map { String($0).trimmed }
                .filter { part in
                    let words = part.split(separator: " ").count
                    return words >= run || words == 1 && part.count >= length
                }
        }
    }
}
