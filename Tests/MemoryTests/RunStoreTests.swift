import Files
import Foundation
import GRDB
import Memory
import Testing

/// Jobs that go on where they were stopped.
@Suite struct RunStoreTests {
    @Test func aRunGoesOnWhereItWas() throws {
        let home = try TemporaryHome()
        let runs = RunStore(try home.open())
        let (run, none) = try runs.begin("key")
        #expect(none.isEmpty)
        try runs.record(run, "context 0", #"{"candidates": 5}"#)
        try runs.record(run, "adapter 0", "{}")
        try runs.record(run, "context 0", #"{"candidates": 6}"#)
        // Another process, after this one was killed.
        let later = RunStore(try home.open())
        let (same, entries) = try later.begin("key")
        #expect(same == run)
        #expect(entries.map(\.key) == ["context 0", "adapter 0"])
        #expect(entries.map(\.payload) == [#"{"candidates": 6}"#, "{}"])
        #expect(try later.begin("other key").entries.isEmpty)
    }

    @Test func theSameRunIsNotComputedTwiceAtOnce() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        var first: StoredJournal? = try StoredJournal(store, key: "key")
        try await first?.record("a", Data("1".utf8))
        for _ in 0..<2 {
            #expect { _ = try StoredJournal(store, key: "key") } throws: {
                ($0 as? Diagnosis)?.code == .busy
            }
        }
        #expect(try !StoredJournal(store, key: "another").isResumed)
        first = nil
        #expect(try StoredJournal(store, key: "key").isResumed)
    }

    @Test func aRunIsRewrittenOnlyWhileNobodyGoesOnWithIt() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let runs = RunStore(store)
        let record = try runs.open(key: "named", kind: .eval, title: "named", inputs: Data("{}".utf8))
        var journal: StoredJournal? = try StoredJournal(store, experiment: record)
        try await journal?.record("item 0", Data("1".utf8))
        try await journal?.record("item 1", Data("2".utf8))
        func revision(_ entries: [RunStore.Entry], key: String = "named") -> RunStore.Revision {
            RunStore.Revision(key: key, inputs: Data("[]".utf8), entries: entries)
        }
        let entries = [RunStore.Entry(key: "item 1", payload: "3"), .init(key: "item 9", payload: "4")]
        await #expect {
            try await runs.rewrite(record) { _, _ in
                Issue.record("somebody else has it")
                return revision([])
            }
        } throws: {
            ($0 as? Diagnosis)?.code == .busy
        }
        journal = nil
        try await runs.rewrite(record) { now, old in
            #expect(now.name == "named" && old.map(\.payload) == ["1", "2"])
            #expect(throws: Diagnosis.self, "nobody goes on with it meanwhile") {
                _ = try StoredJournal(store, experiment: record)
            }
            return revision(entries)
        }
        #expect(try runs.entries(of: record).map(\.payload) == ["1", "3"], "nothing is added")
        #expect(try runs.experiment(named: "named").inputs == Data("[]".utf8))
        // All or nothing.
        await #expect(throws: Diagnosis.self) {
            try await runs.rewrite(record) { _, _ in
                revision([RunStore.Entry(key: "item 0", payload: "no JSON")], key: "other")
            }
        }
        #expect(try runs.experiment(named: "named").key == "named")
    }

    /// Under another key it is another process's no more: one that found it before does not go on with it.
    @Test func aRewrittenRunHasItsNewKeyAlone() async throws {
        let home = try TemporaryHome()
        let store = try home.open()
        let runs = RunStore(store)
        let record = try runs.open(key: "old key", kind: .train, title: "named", inputs: Data("{}".utf8))
        let aside = home.path + "/.run-old key.safetensors"
        try Data("a training".utf8).write(to: URL(filePath: aside))
        func change(_ record: ExperimentRecord) async throws {
            try await runs.rewrite(record) { now, _ in
                RunStore.Revision(key: "new key", inputs: now.inputs, entries: [])
            }
        }
        try await change(record)
        #expect(!FileManager.default.fileExists(atPath: aside))
        for stale in [{ _ = try StoredJournal(store, experiment: record) }, { try await change(record) }]
            as [() async throws -> Void]
        {
            let error = await #expect(throws: Diagnosis.self) { try await stale() }
            #expect(
                error?.description
                    == "named: another process has changed it just now; run the command again")
        }
        let now = try runs.experiment(named: "named")
        #expect(now.id == record.id && now.key == "new key")
        _ = try StoredJournal(store, experiment: now)
        let next = try runs.open(key: "old key", kind: .train, title: "named", inputs: Data("{}".utf8))
        #expect(next.id != record.id && next.name != "named")
        try runs.remove([now])
        let error = await #expect(throws: Diagnosis.self) { try await change(now) }
        #expect(error?.code == .notFound)
    }

    @Test func aFinishedRunIsBegunAnew() throws {
        let home = try TemporaryHome()
        let runs = RunStore(try home.open())
        let (run, _) = try runs.begin("key")
        try runs.record(run, "a", "1")
        try runs.finish(run)
        #expect(try runs.begin("key").entries.isEmpty)
    }

    @Test func whatWasGivenUpLongAgoIsForgotten() throws {
        let home = try TemporaryHome()
        let runs = RunStore(try home.open())
        let day = 86_400.0
        for (key, age) in [("old", 40.0), ("own", 40.0), ("new", 20.0)] {
            let (run, _) = try runs.begin(key, date: Date(timeIntervalSinceNow: -age * day))
            try runs.record(run, "a", "1")
        }
        let named = try runs.open(
            key: "named", kind: .eval, title: "named", inputs: Data("{}".utf8),
            date: Date(timeIntervalSinceNow: -400 * day))
        // Going on with an old run itself is not too late.
        #expect(try runs.begin("own").entries.count == 1)
        #expect(try runs.begin("new").entries.count == 1)
        #expect(try runs.begin("old").entries.isEmpty)
        #expect(try runs.experiments() == [named])
    }

    @Test func nothingOfAFinishedRunWithoutANameIsLeft() throws {
        let home = try TemporaryHome()
        let runs = RunStore(try home.open())
        let (run, _) = try runs.begin("key")
        try runs.record(run, "context 0", "\"the text of a document\"")
        try runs.finish(run)
        let left = try DatabaseQueue(path: home.path + "/selkie.sqlite").read {
            try Int.fetchOne($0, sql: "SELECT (SELECT count(*) FROM run) + (SELECT count(*) FROM run_entry)")
        }
        #expect(left == 0)
    }

    @Test func whatIsNoJSONOrHasNoRunIsRefused() throws {
        let home = try TemporaryHome()
        let runs = RunStore(try home.open())
        let (run, _) = try runs.begin("key")
        #expect(throws: Diagnosis.self) { try runs.record(run, "a", "{") }
        try runs.finish(run)
        #expect(throws: Diagnosis.self) { try runs.record(run, "a", "{}") }
    }
}
