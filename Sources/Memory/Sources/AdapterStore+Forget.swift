import Files
public import Foundation
import GRDB

extension AdapterStore {
    /// What would go if a source were forgotten.
    ///
    /// - Throws: `Diagnosis`.
    public func forgetting(_ source: SourceRecord) throws -> Forgetting {
        try database.read { try Self.forgetting(source, $0).0 }
    }

    /// Forgets a source: its text and index, what was written, asked and answered about it, runs that hold its text, and every
    /// adapter that was taught it.
    ///
    /// All of it goes in one transaction. Folders of adapters go after that; should the program end before, they go when the
    /// store is opened next. What SQLite had freed is overwritten.
    ///
    /// - Returns: What went.
    /// - Throws: `Diagnosis`, with `.busy` when a run that holds the text is going on just now.
    public func forget(_ source: SourceRecord, date: Date = Date()) throws -> Forgetting {
        let keys = try database.read { database in
            let runs = try Self.forgetting(source, database).1
            return try runs.compactMap { try Self.key(of: $0, database) }
        }
        let locks = try keys.map { try RunLock.take(RunLock.path(key: $0, home: home)) }
        defer { withExtendedLifetime(locks) {} }
        // What these belong to can be done again, and nothing would find them afterwards.
        for key in keys { RunStore.removeCheckpoint(key: key, home: home) }
        // Earlier versions kept adapters of passages there that a training of a reader had learned: nothing tells which.
        files.removeFolder(home + "/readers")
        let gone = try database.write { database in
            let (gone, runs) = try Self.forgetting(source, database)
            guard try runs.allSatisfy({ try Self.key(of: $0, database).map(keys.contains) ?? true }) else {
                throw Diagnosis(
                    .busy, file: source.place, problem: "a run has just begun that holds its text",
                    remedy: "try again when it has ended")
            }
            try VersionChange(database: database, date: date)
                .retire(gone.adapters.map(\.hash), because: .forgotten)
            for adapter in gone.adapters {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO tombstone (hash, date) VALUES (?, ?)",
                    arguments: [adapter.hash, date.milliseconds])
                try database.execute(sql: "DELETE FROM adapter WHERE hash = ?", arguments: [adapter.hash])
            }
            for run in runs { try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run]) }
            let traces = SourceTraces(source: source.id, database: database)
            for lesson in try traces.lessons() {
                try database.execute(sql: "DELETE FROM lesson WHERE id = ?", arguments: [lesson])
            }
            for interaction in try traces.interactions() {
                try database.execute(sql: "DELETE FROM interaction WHERE id = ?", arguments: [interaction])
            }
            try database.execute(sql: "DELETE FROM source WHERE id = ?", arguments: [source.id])
            // What was deleted from the index is only marked until its parts are merged.
            try database.execute(sql: "INSERT INTO passage_text (passage_text) VALUES ('optimize')")
            try StoreDatabase.noteShrinking(database)
            return gone
        }
        for adapter in gone.adapters { files.removeFolder(folder(of: adapter)) }
        try database.shrink()
        return gone
    }

    private static func key(of run: Int64, _ database: Database) throws -> String? {
        try String.fetchOne(database, sql: "SELECT key FROM run WHERE id = ?", arguments: [run])
    }

    private static func forgetting(
        _ source: SourceRecord, _ database: Database
    ) throws -> (Forgetting, runs: [Int64]) {
        func count(_ sql: String) throws -> Int {
            try Int.fetchOne(database, sql: "SELECT count(*) FROM \(sql)", arguments: [source.id]) ?? 0
        }
        let traces = SourceTraces(source: source.id, database: database)
        let runs = try traces.runs()
        let names = try runs.map {
            try String.fetchOne(database, sql: "SELECT name FROM run WHERE id = ?", arguments: [$0])
        }
        let forgetting = Forgetting(
            source: source, passages: try count("passage WHERE source = ?"),
            questions: try count(
                "question JOIN passage ON passage.id = question.passage WHERE passage.source = ?"),
            adapters: try traces.adapters(runs), runs: names.compactMap(\.self),
            unnamedRuns: names.filter { $0 == nil }.count, interactions: try traces.interactions().count)
        return (forgetting, runs)
    }
}
