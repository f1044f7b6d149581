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
}

/// Finds everything in a database that holds what a source says.
struct SourceTraces {
    let source: Int64
    let database: Database

    /// Words in a row that are the source's own.
    private static let run = 6

    /// Adapters that were taught a passage of the source, or that a run has made that holds its text.
    func adapters(_ runs: [Int64]) throws -> [AdapterRecord] {
        let ids = runs.map { String($0) }.joined(separator: ", ")
        return try AdapterRecord.all(
            database,
            where: """
                hash IN (SELECT adapter FROM adapter_source WHERE source = ?1)
                    OR hash IN (SELECT adapter FROM passage_adapter JOIN passage ON passage.id = passage_adapter.passage
                        WHERE passage.source = ?1)
                    OR hash IN (SELECT hash FROM run_adapter WHERE run IN (\(ids)))
                """, [source])
    }

    /// Runs whose inputs or entries hold a sentence of the source.
    func runs() throws -> [Int64] {
        let texts = try String.fetchAll(
            database, sql: "SELECT text FROM passage WHERE source = ?", arguments: [source])
        let parts = texts.flatMap(Self.parts)
        guard !parts.isEmpty else { return [] }
        let held = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, inputs AS text FROM run WHERE inputs IS NOT NULL
                UNION ALL SELECT run, payload FROM run_entry
                """)
        var found: Set<Int64> = []
        while let row = try held.next() {
            let (id, text): (Int64, String) = (row["id"], row["text"])
            if !found.contains(id), parts.contains(where: text.contains) { found.insert(id) }
        }
        return found.sorted()
    }

    /// Stretches of a text that stand in JSON as they are, each long enough to be no accident.
    private static func parts(of text: String) -> [String] {
        SentenceSplitter.sentences(in: text).flatMap { sentence in
            sentence.split { $0.isNewline || "\"\\/\t".contains($0) }.map { String($0).trimmed }
                .filter { $0.split(separator: " ").count >= run }
        }
    }
}
