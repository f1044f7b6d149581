import Foundation
import RemoteModels
import SelfAdaptation

/// A journal that keeps what remote models have cost a run beside what they were asked for, so that a run which goes on
/// knows it.
struct CostJournal: RunJournal {
    private static let key = "remote"

    private let journal: any RunJournal
    private let usage: RemoteUsage
    /// What other runs of the process had cost before.
    private let others: RemoteUsage.Cost

    /// Takes in what earlier processes of the run have spent.
    init(_ journal: any RunJournal, _ usage: RemoteUsage) async throws {
        self.journal = journal
        self.usage = usage
        others = usage.cost ?? RemoteUsage.Cost()
        if let earlier = try await journal.recall(Self.key, RemoteUsage.Cost.self) { usage.add(earlier) }
    }

    func entry(_ key: String) async throws -> Data? { try await journal.entry(key) }

    /// Records the cost first: what is asked for twice because the process ended between the two has cost twice.
    func record(_ key: String, _ entry: Data) async throws {
        if let cost = usage.cost, cost != others {
            try await journal.record(Self.key, JSONEncoder().encode(cost - others))
        }
        try await journal.record(key, entry)
    }
}
