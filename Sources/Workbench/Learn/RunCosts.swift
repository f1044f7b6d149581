import Foundation
import RemoteModels
import SelfAdaptation

/// Keeps what remote models have cost a run in its journal, after every answer, so that a run which goes on knows it: what is
/// asked for twice because the process ended in between has cost twice.
actor RunCosts {
    /// The journal's entry.
    static let key = "remote"

    private let journal: any RunJournal
    private let usage: RemoteUsage
    /// What other runs of the process had cost before.
    private let others: RemoteUsage.Cost
    private var kept: RemoteUsage.Cost?
    /// The last of the writings, each of which waits for the one before: a later cost is never replaced by an earlier one.
    private var writing: Task<Void, any Error>?

    /// Takes in what earlier processes of the run have spent, and keeps what is spent from now on until ``end()``.
    init(_ journal: any RunJournal, _ usage: RemoteUsage) async throws {
        self.journal = journal
        self.usage = usage
        others = usage.cost ?? RemoteUsage.Cost()
        if let earlier = try await journal.recall(Self.key, RemoteUsage.Cost.self) { usage.add(earlier) }
        usage.afterEachAnswer { [weak self] in try await self?.keep() }
    }

    /// Keeps nothing any more: the run is over.
    nonisolated func end() { usage.afterEachAnswer(nil) }

    private func keep() async throws {
        let before = writing
        let next = Task {
            _ = await before?.result
            try await write()
        }
        writing = next
        try await next.value
    }

    private func write() async throws {
        guard let cost = usage.cost, cost != kept else { return }
        try await journal.write(cost - others, as: Self.key)
        kept = cost
    }
}
