import Files
import Foundation
import LanguageModel
import Memory
import Testing
import TestKit

/// Every call by which the store changes the disk, failing once.
@Suite struct FaultTests {
    private let faults: [FileSystem.Fault] = [.error(ENOSPC), .error(EIO), .error(EACCES)]

    /// Runs `work` on a home with one adapter again and again, with the first call failing, then the second, until none
    /// does; `check` sees each outcome.
    private func walk(
        _ work: (TemporaryHome, AdapterStore, AdapterRecord) throws -> Void,
        check: (TemporaryHome, AdapterRecord, Diagnosis?) throws -> Void
    ) throws {
        for fault in faults {
            var place = 0
            var plan: FaultPlan
            repeat {
                place += 1
                plan = FaultPlan(at: place, fault: fault)
                let home = try TemporaryHome()
                let saved = try home.save(1, in: home.open())
                let store = try AdapterStore(home: home.path, files: plan.files)
                var error: Diagnosis?
                do { try work(home, store, saved) } catch let refusal as Diagnosis { error = refusal }
                #expect(error?.description.contains("\n") != true)
                try check(home, saved, error)
            } while plan.hasStruck
            #expect(place > 2, "hardly anything was walked through")
        }
    }

    @Test func aSavingThatFailsLeavesWhatWasThere() throws {
        try walk { home, store, _ in
            _ = try home.save(2, in: store)
        } check: { home, saved, error in
            let store = try home.open()
            let list = try store.list()
            #expect(list.contains(saved))
            #expect(list.count == (error == nil ? 2 : 1), "\(String(describing: error))")
            #expect(try Set(home.items()) == Set(list.map(\.hash)))
            for record in list {
                _ = try store.load(.stored(record), for: home.configuration, baseDigest: record.baseDigest)
            }
            // What could not be removed at once was removed when the store was opened.
            #expect(try home.open().repairs.isEmpty)
        }
    }

    @Test func aRemovalThatFailsChangesNothing() throws {
        try walk { _, store, saved in
            try store.remove(saved)
        } check: { home, saved, error in
            let store = try home.open()
            #expect(try store.list() == (error == nil ? [] : [saved]))
            #expect(try home.items() == (error == nil ? [] : [saved.hash]))
        }
    }

    @Test func anExportThatFailsLeavesNothingBesideIt() throws {
        try walk { home, store, saved in
            try store.exportFolder(.stored(saved), to: home.path + "/out")
        } check: { home, _, error in
            #expect(isFolder(home.path + "/out") == (error == nil))
            if error != nil {
                try home.open().exportFolder(home.open().find("harbour-handbook"), to: home.path + "/out")
            }
            // The next export to the same place removes what the failed one could not.
            #expect(entries(of: home.path).allSatisfy { !$0.hasSuffix(".partial") })
            _ = try AdapterStore(home: home.path).load(
                .folder(home.path + "/out"), for: home.configuration,
                baseDigest: home.description().base.digest)
        }
    }

    @Test func noPowerLossTakesAnAdapterOrHalfOfOne() throws {
        var calls = 0
        var loss: PowerLoss
        repeat {
            calls += 1
            let (home, spare) = (try TemporaryHome(), try TemporaryFolder())
            let saved = try home.save(1, in: home.open())
            loss = PowerLoss(after: calls, store: spare.path)
            let store = try AdapterStore(home: home.path, files: loss.files)
            let second = try? home.save(2, in: store)
            let again = try? home.save(1, in: store)
            try loss.strike()
            let after = try home.open()
            let list = try after.list()
            #expect(list.map(\.hash).contains(saved.hash))
            if let second, !loss.hasStruck { #expect(list.map(\.hash).contains(second.hash) && again != nil) }
            for record in list {
                _ = try after.load(.stored(record), for: home.configuration, baseDigest: record.baseDigest)
            }
            #expect(try Set(home.items()) == Set(list.map(\.hash)))
        } while loss.hasStruck
        #expect(calls > 10)
    }
}
