import Files
import GRDB

/// An adapter that an experiment has kept.
public struct KeptAdapter: Encodable, Sendable, Equatable {
    /// Its identity.
    public let hash: String
    /// Its name at the time.
    public let name: String
    /// What it is for.
    public let role: AdapterRole

    // Exports of runs have had these two from the beginning.
    private enum CodingKeys: CodingKey { case hash, name }

    init(hash: String, name: String, role: AdapterRole) {
        (self.hash, self.name, self.role) = (hash, name, role)
    }

    init(_ row: Row) {
        self.init(
            hash: row["hash"], name: row["name"], role: AdapterRole(rawValue: row["role"]) ?? .candidate)
    }
}

extension RunStore {
    /// The adapters that an experiment has kept, with the keys under which it did, in the order in which it did.
    ///
    /// - Throws: `Diagnosis`.
    public func adapters(of experiment: ExperimentRecord) throws -> [(key: String, adapter: KeptAdapter)] {
        try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM run_adapter WHERE run = ? ORDER BY id",
                arguments: [experiment.id]
            ).map { ($0["key"], KeptAdapter($0)) }
        }
    }

    /// The adapters that these experiments have kept and no other one goes on with: one that reuses another's rounds
    /// has that one's policies, too.
    ///
    /// - Throws: `Diagnosis`.
    public func adaptersOfOnly(_ experiments: [ExperimentRecord]) throws -> [KeptAdapter] {
        let others = try self.experiments().filter { other in !experiments.contains { $0.id == other.id } }
        var seen = Set(try others.flatMap(adapters).map(\.adapter.hash))
        return try experiments.flatMap(adapters).map(\.adapter).filter { seen.insert($0.hash).inserted }
    }

    func adapter(_ key: String, of run: Int64) throws -> KeptAdapter? {
        try database.read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM run_adapter WHERE run = ? AND key = ?", arguments: [run, key]
            ).map(KeptAdapter.init)
        }
    }

    func keep(_ adapter: KeptAdapter, as key: String, of run: Int64) throws {
        try database.write {
            try Self.write(
                adapter, as: key, of: run,
                orElse: "UPDATE SET hash = excluded.hash, name = excluded.name, role = excluded.role",
                $0)
        }
    }

    /// Writes a row; `otherwise` says what is done where the run has an adapter of the key.
    static func write(
        _ adapter: KeptAdapter, as key: String, of run: Int64, orElse otherwise: String, _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO run_adapter (run, key, hash, name, role) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (run, key) DO \(otherwise)
                """,
            arguments: [run, key, adapter.hash, adapter.name, adapter.role.rawValue])
    }

    /// How an adapter's key stands among those of entries, in exports and where some of both are chosen.
    public static func entryKey(ofAdapter key: String) -> String { "adapter: \(key)" }
}
