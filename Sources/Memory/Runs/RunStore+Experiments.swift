import Files
public import Foundation
import GRDB

extension RunStore {
    /// Finds the experiment of a key, or begins it.
    ///
    /// - Parameters:
    ///   - key: Digest of the inputs.
    ///   - kind: What kind of run it is.
    ///   - title: What it is called, but for a number when the name is taken.
    ///   - inputs: Everything that is needed to go on, as JSON; in place of what was known.
    ///   - date: When it was begun.
    /// - Returns: The experiment, with what an earlier process has reached.
    /// - Throws: `Diagnosis`.
    public func open(
        key: String, kind: ExperimentRecord.Kind, title: String, inputs: Data, date: Date = Date()
    ) throws -> ExperimentRecord {
        try database.write { database in
            let inputs = String(decoding: inputs, as: UTF8.self)
            try database.execute(sql: "UPDATE run SET inputs = ? WHERE key = ?", arguments: [inputs, key])
            if let known = try Self.experiments(database, where: "run.key = ?", [key]).first { return known }
            let name = try AdapterName.unused(AdapterName.made(from: title)) { candidate in
                try Bool.fetchOne(
                    database, sql: "SELECT EXISTS (SELECT 1 FROM run WHERE name = ?)", arguments: [candidate])
                    ?? false
            }
            try database.execute(
                sql: """
                    INSERT INTO run (key, created, state, kind, name, inputs)
                    VALUES (?, ?, 'active', ?, ?, ?)
                    """,
                arguments: [key, date.milliseconds, kind.rawValue, name, inputs])
            guard let made = try Self.experiments(database, where: "run.key = ?", [key]).first else {
                throw Diagnosis(
                    .databaseFailed, place: "run \(name)", problem: "it was not stored", remedy: "try again")
            }
            return made
        }
    }

    /// Experiments, the newest first.
    ///
    /// - Throws: `Diagnosis`.
    public func experiments() throws -> [ExperimentRecord] {
        try database.read { try Self.experiments($0) }
    }

    /// The experiment of a name.
    ///
    /// - Throws: `Diagnosis` with `.notFound`.
    public func experiment(named name: String) throws -> ExperimentRecord {
        guard let found = try database.read({ try Self.experiments($0, where: "run.name = ?", [name]).first })
        else {
            throw Diagnosis(
                .notFound, file: name, problem: "there is no run of that name",
                remedy: "check the name", step: .listRuns)
        }
        return found
    }

    /// Whether a process goes on with an experiment just now.
    public func isRunning(_ experiment: ExperimentRecord) -> Bool {
        RunLock.isHeld(RunLock.path(key: experiment.key, home: home))
    }

    /// What an experiment has reached, in the order in which it was recorded.
    ///
    /// - Throws: `Diagnosis`.
    public func entries(of experiment: ExperimentRecord) throws -> [Entry] {
        try database.read { try Self.entries(of: experiment.id, $0) }
    }

    /// Copies what one experiment has reached to another that has not.
    ///
    /// - Throws: `Diagnosis`.
    public func copy(
        _ keys: (String) -> Bool, from source: ExperimentRecord, to target: ExperimentRecord
    ) throws {
        let entries = try entries(of: source).filter { keys($0.key) }
        let adapters = try adapters(of: source).filter { keys(Self.entryKey(ofAdapter: $0.key)) }
        try database.write { database in
            for (key, adapter) in adapters {
                try Self.write(adapter, as: key, of: target.id, orElse: "NOTHING", database)
            }
            for entry in entries {
                try database.execute(
                    sql: """
                        INSERT INTO run_entry (run, key, payload) VALUES (?, ?, ?)
                        ON CONFLICT (run, key) DO NOTHING
                        """,
                    arguments: [target.id, entry.key, entry.payload])
            }
        }
    }

    /// Forgets experiments with everything that they have reached, all or none.
    ///
    /// - Parameters:
    ///   - experiments: What goes.
    ///   - first: Done before, while no process can go on with them; what it throws leaves them as they are.
    /// - Throws: `Diagnosis`, with `.busy` when a process goes on with one of them just now.
    public func remove(_ experiments: [ExperimentRecord], first: () throws -> Void = {}) throws {
        let locks = try experiments.map { try RunLock.take(RunLock.path(key: $0.key, home: home)) }
        defer { withExtendedLifetime(locks) {} }
        try first()
        try database.write { database in
            for experiment in experiments {
                try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [experiment.id])
            }
        }
        for experiment in experiments { Self.removeCheckpoint(key: experiment.key, home: home) }
    }

    /// Removes a run with all that it has recorded.
    ///
    /// - Throws: `Diagnosis`.
    func discard(_ run: Run) throws {
        Self.removeCheckpoint(key: run.key, home: home)
        try database.write { try $0.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run.id]) }
    }

    private static func experiments(
        _ database: Database, where condition: String = "TRUE", _ arguments: StatementArguments = []
    ) throws -> [ExperimentRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT run.*, (SELECT count(*) FROM run_entry WHERE run_entry.run = run.id)
                    + (SELECT count(*) FROM run_adapter WHERE run_adapter.run = run.id) AS entries
                FROM run WHERE name IS NOT NULL AND \(condition) ORDER BY created DESC, id DESC
                """,
            arguments: arguments
        ).compactMap(ExperimentRecord.init)
    }
}
