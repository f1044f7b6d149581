public import Foundation

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

    /// An empty journal.
    public init() {}

    /// What was recorded under `key`, or nil.
    public func entry(_ key: String) -> Data? { entries[key] }

    /// Records an entry.
    public func record(_ key: String, _ entry: Data) { entries[key] = entry }
}

extension RunJournal {
    /// The recorded result of a step, or the one that `make` computes and that is then recorded.
    func remember<Value: Codable & Sendable>(
        _ key: String, _ type: Value.Type, isolation: isolated (any Actor)? = #isolation,
        _ make: () async throws -> Value
    ) async throws -> Value {
        if let data = try await entry(key), let value = try? JSONDecoder().decode(Value.self, from: data) {
            return value
        }
        let value = try await make()
        try await record(key, JSONEncoder().encode(value))
        return value
    }
}
