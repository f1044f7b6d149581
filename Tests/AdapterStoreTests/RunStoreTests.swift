import AdapterStore
import Foundation
import Testing

/// Jobs that go on where they were stopped.
@Suite struct RunStoreTests {
    @Test func aRunGoesOnWhereItWas() throws {
        let home = try TemporaryHome()
        let runs = RunStore(try home.open())
        let (run, none) = try runs.begin("key")
        #expect(none.isEmpty)
        try runs.record(run, "context 0", #"{"candidates": 5}"#)
        try runs.record(run, "adapter 0", "{}", attachment: Data([1, 2, 3]))
        try runs.record(run, "context 0", #"{"candidates": 6}"#)
        // Another process, after this one was killed.
        let later = RunStore(try home.open())
        let (same, entries) = try later.begin("key")
        #expect(same == run)
        #expect(entries.map(\.key) == ["context 0", "adapter 0"])
        #expect(entries.map(\.payload) == [#"{"candidates": 6}"#, "{}"])
        #expect(entries.map(\.attachment) == [nil, Data([1, 2, 3])])
        #expect(try later.begin("other key").entries.isEmpty)
    }

    @Test func theSameRunIsNotComputedTwiceAtOnce() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        var first: StoredJournal? = try StoredJournal(store, key: "key")
        try await first?.record("a", Data("1".utf8))
        for _ in 0..<2 {
            #expect { _ = try StoredJournal(store, key: "key") } throws: {
                ($0 as? StoreError)?.code == .busy
            }
        }
        #expect(try !StoredJournal(store, key: "another").isResumed)
        first = nil
        #expect(try StoredJournal(store, key: "key").isResumed)
    }

    @Test func aFinishedRunIsBegunAnew() throws {
        let home = try TemporaryHome()
        let runs = RunStore(try home.open())
        let (run, _) = try runs.begin("key")
        try runs.record(run, "a", "1")
        try runs.finish(run)
        #expect(try runs.begin("key").entries.isEmpty)
    }

    @Test func onlyFinishedAndAbandonedRunsAreForgotten() throws {
        let home = try TemporaryHome()
        let runs = RunStore(try home.open())
        let dates = [100, 200, 300].map { Date(timeIntervalSince1970: $0) }
        for (key, date) in zip(["old", "finished", "new"], dates) {
            let (run, _) = try runs.begin(key, date: date)
            try runs.record(run, "a", "1")
            if key == "finished" { try runs.finish(run) }
        }
        try runs.prune(abandonedBefore: Date(timeIntervalSince1970: 150))
        #expect(try ["old", "finished", "new"].map { try runs.begin($0).entries.count } == [0, 0, 1])
    }

    @Test func whatIsNoJSONOrHasNoRunIsRefused() throws {
        let home = try TemporaryHome()
        let runs = RunStore(try home.open())
        let (run, _) = try runs.begin("key")
        #expect(throws: StoreError.self) { try runs.record(run, "a", "{") }
        try runs.finish(run)
        try runs.prune(abandonedBefore: .distantPast)
        #expect(throws: StoreError.self) { try runs.record(run, "a", "{}") }
    }
}
