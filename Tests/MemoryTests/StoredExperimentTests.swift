import Files
import Foundation
import LanguageModel
import Memory
import Testing

import struct TestKit.TinyModelFolder

/// What an experiment keeps besides its entries.
@Suite struct StoredExperimentTests {
    private let home: TemporaryHome
    private let store: AdapterStore
    private let record: ExperimentRecord
    private let model: LanguageModel

    init() throws {
        home = try TemporaryHome()
        store = try home.open()
        record = try RunStore(store).open(
            key: String(repeating: "c", count: 64), kind: .train, title: "harbour", inputs: Data("{}".utf8))
        try TinyModelFolder().write(to: "\(home.path)/model")
        model = try LanguageModel(path: "\(home.path)/model", threads: 1)
    }

    private func experiment() throws -> StoredExperiment {
        try StoredExperiment(
            store, record, model: model, base: ModelReference(name: "tiny", digest: TemporaryHome.digest))
    }

    private var initial: Adapter {
        Adapter(model.configuration, LoRAConfiguration(rank: 2, alpha: 4), seed: 0)
    }

    private func checkpoint() async throws -> TrainingCheckpoint {
        var job = TrainingJob(
            initial: initial, sequences: [TrainingSequence(tokens: [1, 2, 3])], settings: TrainingSettings(),
            seed: 0)
        job.pause = 1
        let training = try #require(try await Engine(model, threads: 1).train([job]).first)
        return TrainingCheckpoint(training, notes: "note")
    }

    /// Files of the run in the home folder, but for its lock.
    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: home.path).filter {
            $0.contains("run-cccc") && !$0.hasSuffix(".lock")
        }
    }

    @Test func aTrainingThatWasPutAsideIsFoundByTheNextProcess() async throws {
        try await experiment().keep(checkpoint: checkpoint())
        #expect(try await experiment().checkpoint(like: initial)?.notes == "note")
        let other = Adapter(model.configuration, LoRAConfiguration(rank: 3, alpha: 4), seed: 0)
        #expect(try await experiment().checkpoint(like: other) == nil)
        try await experiment().keep(checkpoint: nil)
        #expect(try await experiment().checkpoint(like: initial) == nil)
        #expect(try files().isEmpty)
    }

    @Test func nothingOfARemovedRunIsLeft() async throws {
        try await experiment().keep(checkpoint: checkpoint())
        // As a process leaves it that is killed while it writes.
        let torn = "\(home.path)/..run-cccccccccccccccc.safetensors.partial"
        try Data([1]).write(to: URL(filePath: torn))
        #expect(try files().count == 2)
        try RunStore(store).remove([record])
        #expect(try files().isEmpty)
    }

    @Test func nothingIsRemovedWhileOneOfTheRunsGoesOn() async throws {
        let runs = RunStore(store)
        let other = try runs.open(
            key: String(repeating: "d", count: 64), kind: .train, title: "quay", inputs: Data("{}".utf8))
        var running: StoredExperiment? = try experiment()
        let error = #expect(throws: Diagnosis.self) {
            try runs.remove([other, record]) { Issue.record("adapters would be gone by now") }
        }
        #expect(error?.code == .busy)
        #expect(try runs.experiments().count == 2)
        withExtendedLifetime(running) {}
        running = nil
        try runs.remove([other, record])
        #expect(try runs.experiments().isEmpty)
    }

    /// Keys of adapters are chosen by as `adapter: KEY`, so that a rule about entries takes none by the way.
    @Test func aRuleAboutEntriesTakesNoAdapters() async throws {
        let runs = RunStore(store)
        let key = "round 0 item 0 candidate 1 repeat 0"
        try await experiment().keep(initial, as: key, isPolicy: false)
        try await experiment().record("round 0 item 0", Data("1".utf8))
        let other = try runs.open(
            key: String(repeating: "d", count: 64), kind: .train, title: "quay", inputs: Data("{}".utf8))
        try runs.copy({ $0.hasPrefix("round 0 item ") }, from: record, to: other)
        #expect(try runs.entries(of: other).map(\.key) == ["round 0 item 0"])
        #expect(try runs.adapters(of: other).isEmpty)
        try runs.copy({ $0 == RunStore.entryKey(ofAdapter: key) }, from: record, to: other)
        let kept = try #require(runs.adapters(of: other).first)
        #expect(kept.key == key && kept.adapter.role == .candidate)
        // As exports have had it from the beginning.
        let exported = try JSONDecoder().decode(
            [String: String].self, from: JSONEncoder().encode(kept.adapter))
        #expect(exported == ["hash": kept.adapter.hash, "name": kept.adapter.name])
    }

    @Test func policiesThatAnotherRunGoesOnWithAreNotItsOwn() async throws {
        let runs = RunStore(store)
        try await experiment().keep(initial, as: "policy 1", isPolicy: true)
        let second = Adapter(model.configuration, LoRAConfiguration(rank: 2, alpha: 4), seed: 1)
        let other = try runs.open(
            key: String(repeating: "d", count: 64), kind: .train, title: "quay", inputs: Data("{}".utf8))
        try runs.copy({ _ in true }, from: record, to: other)
        try await experiment().keep(second, as: "policy 2", isPolicy: true)
        let own = try runs.adapters(of: record).first { $0.key == "policy 2" }?.adapter
        #expect(try runs.adapters(of: record).count == 2)
        #expect(try runs.adaptersOfOnly([record]) == [try #require(own)])
        #expect(try runs.adaptersOfOnly([other]).isEmpty)
        #expect(try runs.adaptersOfOnly([record, other]).count == 2)
    }

    @Test func theSameRunKeepsItsInputsUpToDate() throws {
        let again = try RunStore(store).open(
            key: record.key, kind: .train, title: "harbour", inputs: Data(#"{"timeout": 300}"#.utf8))
        #expect(again.name == record.name && again.inputs == Data(#"{"timeout": 300}"#.utf8))
    }
}
