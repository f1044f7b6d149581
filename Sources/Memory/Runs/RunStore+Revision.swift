import Files
public import Foundation
import GRDB

extension RunStore {
    /// What takes the place of what an experiment has.
    public struct Revision: Sendable {
        /// The key by which it is found from now on.
        public var key: String
        /// Everything that is needed to go on, as JSON.
        public var inputs: Data
        /// What takes the place of entries of the same keys; others stay.
        public var entries: [Entry]

        /// A revision with all its parts.
        public init(key: String, inputs: Data, entries: [Entry]) {
            self.key = key
            self.inputs = inputs
            self.entries = entries
        }
    }

    /// Puts other inputs and entries in the place of those that an experiment has, all or none.
    ///
    /// A training that was put aside is forgotten: it began with what the entries were.
    ///
    /// - Parameters:
    ///   - experiment: What is changed.
    ///   - revise: Told the experiment with its entries, while no process can go on with it; what it throws leaves all as
    ///     it is.
    /// - Throws: `Diagnosis`, with `.busy` when a process goes on with it just now and `.notFound` when it is gone.
    public func rewrite(
        _ experiment: ExperimentRecord,
        _ revise: (_ experiment: ExperimentRecord, _ entries: [Entry]) async throws -> Revision
    ) async throws {
        let lock = try RunLock.take(RunLock.path(key: experiment.key, home: home))
        defer { withExtendedLifetime(lock) {} }
        let now = try unchanged(experiment)
        let revision = try await revise(now, try entries(of: now))
        try database.write { database in
            try database.execute(
                sql: "UPDATE run SET key = ?, inputs = ? WHERE id = ?",
                arguments: [revision.key, String(decoding: revision.inputs, as: UTF8.self), now.id])
            for entry in revision.entries {
                try database.execute(
                    sql: "UPDATE run_entry SET payload = ? WHERE run = ? AND key = ?",
                    arguments: [entry.payload, now.id, entry.key])
            }
        }
        Self.removeCheckpoint(key: now.key, home: home)
    }

    /// An experiment as it is now, after its lock was taken: it may have waited for a process that changed it.
    ///
    /// - Throws: `Diagnosis`, with `.notFound` when it is gone and `.busy` when it has another key.
    func unchanged(_ experiment: ExperimentRecord) throws -> ExperimentRecord {
        let now = try self.experiment(named: experiment.name)
        guard now.id == experiment.id, now.key == experiment.key else {
            throw Diagnosis(
                .busy, file: experiment.name, problem: "another process has changed it just now",
                remedy: "run the command again")
        }
        return now
    }
}
