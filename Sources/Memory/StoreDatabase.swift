import Files
import Foundation
import GRDB

/// The SQLite file of a home folder: opened, brought to the newest shape, and its failures put into words.
///
/// The journal is a write-ahead log, so that a killed program loses at most what it had not committed; another
/// process that writes is waited for, and who reads waits for nobody.
struct StoreDatabase: Sendable {
    let path: String
    /// Why nothing can be written; nil where it can.
    let refusal: Diagnosis?
    private let connections: any DatabaseWriter

    /// Seconds that a statement waits for another process.
    private static let patience: TimeInterval = 20

    /// Opens the file, making it when it is not there.
    ///
    /// - Throws: `Diagnosis` that says why it cannot be used.
    init(path: String) throws(Diagnosis) {
        self.path = path
        refusal = nil
        do {
            try Self.refuseStrangers(path)
            connections = try DatabasePool(path: path, configuration: Self.configuration)
            let migrator = Migration.migrator()
            if try connections.read(migrator.hasBeenSuperseded) {
                throw Diagnosis(
                    .newerVersion, file: path, problem: "was written by a newer version of this program",
                    remedy: "update this program, or choose another home folder", step: .chooseHome)
            }
            try migrator.migrate(connections)
        } catch {
            throw Diagnosis(error, database: path)
        }
    }

    /// Opens the file to see what is in it, also where nothing can be written.
    ///
    /// - Throws: `Diagnosis` that says why it cannot be used.
    init(lookingInto path: String) throws(Diagnosis) {
        do throws(Diagnosis) {
            try self.init(path: path)
        } catch {
            guard [.readOnly, .diskFull, .cannotOpen].contains(error.code), isFile(path) else { throw error }
            try self.init(path, refusal: error) { try Self.copy(of: path) }
        }
    }

    /// An empty database in memory that goes with the process; `path` is where errors would say it is.
    ///
    /// - Throws: `Diagnosis` when there is no memory for it.
    init(passingAt path: String) throws(Diagnosis) {
        try self.init(path, refusal: nil) { try DatabaseQueue() }
    }

    /// A database in memory, brought to the newest shape.
    private init(
        _ path: String, refusal: Diagnosis?, memory: () throws -> DatabaseQueue
    ) throws(Diagnosis) {
        self.path = path
        self.refusal = refusal
        do {
            connections = try memory()
            try Migration.migrator().migrate(connections)
        } catch {
            throw Diagnosis(error, database: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.label = "selkie"
        // What is deleted is overwritten.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        return configuration
    }

    /// Refuses another program's database before anything of it is changed.
    private static func refuseStrangers(_ path: String) throws {
        var configuration = configuration
        configuration.readonly = true
        guard isFile(path), let queue = try? DatabaseQueue(path: path, configuration: configuration) else {
            return
        }
        let (tables, steps) = try queue.read { database in
            let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
            let isMigrated = try database.tableExists("grdb_migrations")
            return (
                tables,
                isMigrated
                    ? try String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations") : []
            )
        }
        guard tables > 0, !steps.contains(Migration.all[0].name) else { return }
        throw Diagnosis(
            .damaged, file: path, problem: "is a database of another program",
            remedy: "move it away, or choose another home folder", step: .chooseHome)
    }

    /// Runs `body` in a transaction that is undone when it throws.
    ///
    /// - Throws: `Diagnosis` for a failure of the database; other errors of the body as they are.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        if let refusal { throw refusal }
        do {
            return try connections.write(body)
        } catch let error as DatabaseError {
            throw Diagnosis(error, path: path)
        }
    }

    /// Notes that the file has to be rewritten: SQLite's own number for its user says so until that is done.
    static func noteShrinking(_ database: Database) throws {
        try database.execute(sql: "PRAGMA user_version = 1")
    }

    /// Rewrites the file without what was freed, and empties the log beside it, where that is due.
    ///
    /// - Throws: `Diagnosis`, with `.busy` while somebody reads.
    func shrink() throws {
        do {
            guard try connections.read({ try Int.fetchOne($0, sql: "PRAGMA user_version") }) == 1 else {
                return
            }
            try connections.vacuum()
            try connections.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA user_version = 0")
                _ = try database.checkpoint(.truncate)
            }
        } catch let error as DatabaseError {
            throw Diagnosis(error, path: path)
        }
    }

    /// Runs `body` on one state of the database.
    ///
    /// - Throws: `Diagnosis` for a failure of the database; other errors of the body as they are.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do {
            return try connections.read(body)
        } catch let error as DatabaseError {
            throw Diagnosis(error, path: path)
        }
    }
}
