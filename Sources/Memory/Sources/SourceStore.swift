import Files
public import Foundation
import GRDB
import Text

/// The sources of a home: what it was given to know, with its passages and an index of their words.
public struct SourceStore: Sendable {
    let database: StoreDatabase

    /// The sources in a store's database.
    public init(_ store: AdapterStore) { database = store.database }

    /// What adding a source came to.
    public struct Addition: Sendable, Equatable {
        /// The source as it is known now.
        public var source: SourceRecord
        /// Passages that were not known before.
        public var added: Int
        /// Passages that the source does not have any longer.
        public var retired: Int
    }

    /// Adds a document, or what has changed in it since it was added: all of it can be found at once.
    ///
    /// A document is known again by its place, or by its text. What it has no longer is retired: it is kept, and not found.
    ///
    /// - Throws: `Diagnosis`.
    public func add(
        _ source: SourceDescription, _ passages: [NewPassage], date: Date = Date()
    ) throws -> Addition {
        try database.write { database in
            let isKnown =
                try Bool.fetchOne(
                    database, sql: "SELECT EXISTS (SELECT 1 FROM source WHERE digest = ?)",
                    arguments: [source.digest]) ?? false
            let id = try Self.row(of: source, date: date, database)
            let before = try Self.counts(of: id, database)
            // The same text stays cut as it is, whoever's tokens it is measured by: what was taught stands.
            if isKnown, before > 0, try Self.isPlaced(id, database),
                let record = try SourceRecord.all(database, base: nil, where: "source.id = ?", [id]).first
            {
                return Addition(source: record, added: 0, retired: 0)
            }
            let kept = try passages.enumerated().map { number, passage in
                try Self.keep(passage, number: number, source: id, database)
            }
            let standing = kept.map { String($0) }.joined(separator: ", ")
            try database.execute(
                sql: """
                    UPDATE passage SET retired = ?
                    WHERE source = ? AND retired IS NULL AND id NOT IN (\(standing))
                    """, arguments: [date.milliseconds, id])
            let retired = database.changesCount
            let after = try Self.counts(of: id, database)
            guard let record = try SourceRecord.all(database, base: nil, where: "source.id = ?", [id]).first
            else {
                throw Diagnosis(
                    .databaseFailed, place: source.title, problem: "it was not stored", remedy: "try again")
            }
            return Addition(source: record, added: after - before + retired, retired: retired)
        }
    }

    /// Whether it is known where all passages of a source that stand do so.
    private static func isPlaced(_ source: Int64, _ database: Database) throws -> Bool {
        try
            !(Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM passage WHERE source = ? AND retired IS NULL AND first IS NULL)
                    """, arguments: [source]) ?? false)
    }

    /// Passages of a source that stand.
    private static func counts(of source: Int64, _ database: Database) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM passage WHERE source = ? AND retired IS NULL",
            arguments: [source]) ?? 0
    }

    /// The row of a source: that of the same text, or else of the same place, or a new one.
    private static func row(of source: SourceDescription, date: Date, _ database: Database) throws -> Int64 {
        func id(_ condition: String, _ value: String) throws -> Int64? {
            try Int64.fetchOne(
                database, sql: "SELECT id FROM source WHERE \(condition) ORDER BY id DESC", arguments: [value]
            )
        }
        let hasPlace = source.place != SourceDescription.standardInput
        let place = hasPlace ? try id("place = ?", source.place) : nil
        if let same = try id("digest = ?", source.digest) {
            if hasPlace, place == nil {
                try database.execute(
                    sql: "UPDATE source SET place = ?, title = ?, kind = ? WHERE id = ?",
                    arguments: [source.place, source.title, source.kind.rawValue, same])
            }
            // The place says now what another source said already.
            if let place, place != same {
                try database.execute(
                    sql: "UPDATE passage SET retired = ? WHERE source = ? AND retired IS NULL",
                    arguments: [date.milliseconds, place])
            }
            return same
        }
        if let place {
            try database.execute(
                sql: "UPDATE source SET digest = ?, title = ?, kind = ? WHERE id = ?",
                arguments: [source.digest, source.title, source.kind.rawValue, place])
            return place
        }
        try SourceRow(
            digest: source.digest, kind: source.kind.rawValue, title: source.title,
            place: source.place, added: date.milliseconds
        ).insert(database)
        return database.lastInsertedRowID
    }

    /// The row of a passage, which stands from now on where it is said to.
    private static func keep(
        _ new: NewPassage, number: Int, source: Int64, _ database: Database
    ) throws -> Int64 {
        let passage = new.passage
        let heading = passage.headingPath.isEmpty ? nil : passage.headingPath.joined(separator: " > ")
        let digest = PassageRow.digest(of: passage.context)
        if let id = try Int64.fetchOne(
            database, sql: "SELECT id FROM passage WHERE source = ? AND digest = ?",
            arguments: [source, digest])
        {
            try database.execute(
                sql: """
                    UPDATE passage SET number = ?, heading = ?, page = ?, first = ?, past = ?, retired = NULL
                    WHERE id = ?
                    """,
                arguments: [
                    number, heading, new.page, passage.range.lowerBound, passage.range.upperBound, id,
                ])
            return id
        }
        try PassageRow(
            source: source, number: number, title: passage.context.title, text: passage.context.text,
            digest: digest, heading: heading, page: new.page, first: passage.range.lowerBound,
            past: passage.range.upperBound
        ).insert(database)
        return database.lastInsertedRowID
    }

    /// All sources in the order in which they were added; what is learned of them is told for a base, by its digest.
    ///
    /// - Throws: `Diagnosis`.
    public func list(base: String?) throws -> [SourceRecord] {
        try database.read { try SourceRecord.all($0, base: base) }
    }

    /// Whether no source is known.
    ///
    /// - Throws: `Diagnosis`.
    public var isEmpty: Bool {
        get throws {
            try database.read {
                try !(Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM source)") ?? false)
            }
        }
    }

    /// The adapter that answers for a passage in the version of a base that answers: the newest of it that was taught the
    /// passage.
    ///
    /// - Throws: `Diagnosis`.
    public func adapter(of passage: PassageRecord, base: String?) throws -> AdapterRecord? {
        try database.read { try Self.adapter(of: passage.id, base: base, $0) }
    }

    /// The numbers of the passages that an adapter was taught.
    ///
    /// - Throws: `Diagnosis`.
    public func passages(taughtTo adapter: AdapterRecord) throws -> [Int64] {
        try database.read {
            try Int64.fetchAll(
                $0, sql: "SELECT passage FROM passage_adapter WHERE adapter = ?", arguments: [adapter.hash])
        }
    }

    static func adapter(
        of passage: Int64, base: String?, _ database: Database
    ) throws -> AdapterRecord? {
        let hash = try String.fetchOne(
            database,
            sql: """
                SELECT adapter FROM passage_adapter JOIN version_adapter USING (adapter)
                    JOIN active_version USING (version)
                WHERE passage = ?2 AND ifnull(active_version.base_digest = ?1, TRUE)
                ORDER BY since DESC, version DESC
                """, arguments: [base, passage])
        return try hash.flatMap { try AdapterRecord.all(database, where: "hash = ?", [$0]).first }
    }

    /// The passages of a source that stand and were not yet tried on a base, in order.
    ///
    /// - Throws: `Diagnosis`.
    public func pending(_ source: SourceRecord, base: String) throws -> [PassageRecord] {
        try database.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM passage WHERE source = ? AND retired IS NULL AND NOT EXISTS (
                        SELECT 1 FROM passage_base WHERE passage = passage.id AND base_digest = ?)
                    ORDER BY number
                    """, arguments: [source.id, base]
            ).map(PassageRecord.init)
        }
    }

    /// Notes that a passage was answered from: what is used is taught first.
    ///
    /// - Throws: `Diagnosis`.
    public func noteUse(of passage: PassageRecord) throws {
        try database.write {
            try $0.execute(sql: "UPDATE passage SET uses = uses + 1 WHERE id = ?", arguments: [passage.id])
        }
    }

    /// The source that a number, a place or a title names.
    ///
    /// - Throws: `Diagnosis` where there is none, and where there are several.
    public func find(_ name: String, base: String?) throws -> SourceRecord {
        let found = try database.read { database in
            try SourceRecord.all(
                database, base: base,
                where: """
                    source.id = ? OR source.place IN (?, ?) OR source.title = ? COLLATE NOCASE
                        OR substr(source.place, -length(?7)) = ?7
                    """,
                [Int64(name), name, SourceDescription.place(of: name), name, "/" + name])
        }
        if let only = found.first, found.count == 1 { return only }
        // A number names one whatever others are called.
        if let numbered = found.first(where: { String($0.id) == name }) { return numbered }
        guard !found.isEmpty else {
            throw Diagnosis(
                .notFound, file: name, problem: "there is no source of that number, place or title",
                remedy: "check the name", step: .listSources)
        }
        let ids = found.map { "\($0.id) (\($0.place))" }.joined(separator: ", ")
        throw Diagnosis(
            .ambiguous, file: name, problem: "names several sources: \(ids)",
            remedy: "name one of them by its number")
    }

    /// The passages of a source that stand, in order.
    ///
    /// - Throws: `Diagnosis`.
    public func passages(of source: SourceRecord) throws -> [PassageRecord] {
        try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM passage WHERE source = ? AND retired IS NULL ORDER BY number",
                arguments: [source.id]
            ).map(PassageRecord.init)
        }
    }

    /// Says how far a source is trusted from now on.
    ///
    /// - Throws: `Diagnosis`.
    public func trust(_ source: SourceRecord, as trust: Trust) throws {
        try database.write { database in
            try database.execute(
                sql: "UPDATE source SET trust = ? WHERE id = ?", arguments: [trust.rawValue, source.id])
        }
    }
}
