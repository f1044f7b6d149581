import Files
import Foundation
import GRDB

/// The SQLite file of a home folder: opened, brought to the newest shape, and its failures put into words.
///
/// The journal is a write-ahead log, so that a killed program loses at most what it had not committed; another
/// process that writes is waited for.
struct StoreDatabase: Sendable {
    let path: String
    private let queue: DatabaseQueue

    /// Seconds that a statement waits for another process.
    private static let patience: TimeInterval = 20

    /// Opens the file, making it when it is not there.
    ///
    /// - Throws: `Diagnosis` that says why it cannot be used.
    init(path: String) throws(Diagnosis) {
        self.path = path
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(Self.patience)
        configuration.label = "selkie"
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            let migrator = Migration.migrator()
            if try queue.read(migrator.hasBeenSuperseded) {
                throw Diagnosis(
                    .newerVersion, file: path, problem: "was written by a newer version of this program",
                    remedy: "update this program, or choose another home folder", step: .chooseHome)
            }
            try migrator.migrate(queue)
        } catch {
            throw Diagnosis(error, database: path)
        }
    }

    /// An empty database in memory that goes with the process; `path` is where errors would say it is.
    ///
    /// - Throws: `Diagnosis` when there is no memory for it.
    init(passingAt path: String) throws(Diagnosis) {
        self.path = path
        do {
            queue = try DatabaseQueue()
            try Migration.migrator().migrate(queue)
        } catch {
            throw Diagnosis(error, database: path)
        }
    }

    /// Runs `body` in a transaction that is undone when it throws.
    ///
    /// - Throws: `Diagnosis` for a failure of the database; other errors of the body as they are.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do {
            return try queue.write(body)
        } catch let error as DatabaseError {
            throw Diagnosis(error, path: path)
        }
    }

    /// Runs `body` on one state of the database.
    ///
    /// - Throws: `Diagnosis` for a failure of the database; other errors of the body as they are.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do {
            return try queue.read(body)
        } catch let error as DatabaseError {
            throw Diagnosis(error, path: path)
        }
    }
}
