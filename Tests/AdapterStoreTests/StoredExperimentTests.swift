import AdapterStore
import Foundation
import LanguageModel
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
        try await experiment().put(aside: checkpoint())
        #expect(try await experiment().checkpoint(like: initial)?.notes == "note")
        let other = Adapter(model.configuration, LoRAConfiguration(rank: 3, alpha: 4), seed: 0)
        #expect(try await experiment().checkpoint(like: other) == nil)
        try await experiment().put(aside: nil)
        #expect(try await experiment().checkpoint(like: initial) == nil)
        #expect(try files().isEmpty)
    }

    @Test func nothingOfARemovedRunIsLeft() async throws {
        try await experiment().put(aside: checkpoint())
        // As a process leaves it that is killed while it writes.
        let torn = "\(home.path)/..run-cccccccccccccccc.safetensors.1-1.partial"
        try Data([1]).write(to: URL(filePath: torn))
        #expect(try files().count == 2)
        try RunStore(store).remove(record)
        #expect(try files().isEmpty)
    }
}
