public import Foundation
import LanguageModel

/// Where a run writes down what it has finished, so that it can go on after it was cut off.
public protocol RunJournal: Sendable {
    /// What was recorded under `key` by this run or the one that it resumes, or nil.
    func entry(_ key: String) async throws -> Data?

    /// Records what has been finished; it is safe when the call returns.
    func record(_ key: String, _ entry: Data) async throws
}

/// A journal that forgets with the process: for tests and dry runs.
public actor InMemoryJournal: RunJournal {
    private var entries: [String: Data] = [:]
    var adapters: [String: Adapter] = [:]
    var checkpoint: TrainingCheckpoint?

    /// An empty journal.
    public init() {}

    /// What was recorded under `key`, or nil.
    public func entry(_ key: String) -> Data? { entries[key] }

    /// Records an entry.
    public func record(_ key: String, _ entry: Data) { entries[key] = entry }
}

extension RunJournal {
    /// What was recorded, or nil when there is nothing that can be read.
    public func recall<Value: Decodable>(_ key: String, _ type: Value.Type) async throws -> Value? {
        try await entry(key).flatMap { try? JSONDecoder().decode(Value.self, from: $0) }
    }

    /// Records a value as JSON.
    public func write(_ value: some Encodable, as key: String) async throws {
        try await record(key, JSONEncoder().encode(value))
    }

    /// The recorded result of a step, or the one that `make` computes and that is then recorded.
    public func remember<Value: Codable & Sendable>(
        _ key: String, _ type: Value.Type, isolation: isolated (any Actor)? = #isolation,
        _ make: () async throws -> Value
    ) async throws -> Value {
        if let value = try await recall(key, type) { return value }
        let value = try await make()
        try await write(value, as: key)
        return value
    }
}
