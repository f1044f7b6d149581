import Files
import Foundation
import LanguageModel
import ModelFormats
import Testing

/// Trainings that are put aside in a file.
@Suite final class TrainingCheckpointTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "training \(UUID().uuidString)")
        .path(percentEncoded: false)

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private func engine() throws -> Engine { try TinyModel.engine("llama", threads: 1) }

    private func job(_ engine: Engine) -> TrainingJob {
        var settings = TrainingSettings()
        settings.epochs = 3
        return TrainingJob(
            initial: .random(engine.model.configuration, LoRAConfiguration(rank: 2, alpha: 4), seed: 7),
            sequences: [[1, 2, 3, 4], [5, 6, 7]].map { TrainingSequence(tokens: $0) }, settings: settings,
            seed: 7)
    }

    private func paused(_ job: TrainingJob, _ engine: Engine, after steps: Int) async throws -> TrainedAdapter
    {
        var job = job
        job.pause = steps
        return try #require(try await engine.train([job]).first)
    }

    @Test func aTrainingGoesOnFromItsFileAsIfItHadNotPaused() async throws {
        let engine = try engine()
        var job = job(engine)
        let whole = try #require(try await engine.train([job]).first)
        try TrainingCheckpoint(await paused(job, engine, after: 2), notes: "\"round\" 1\n").write(to: path)
        let read = try TrainingCheckpoint(path: path, like: job.initial)
        #expect(read.notes == "\"round\" 1\n")
        job.resumed = read.training
        let resumed = try #require(try await engine.train([job]).first)
        #expect(resumed.adapter.parameters.array == whole.adapter.parameters.array)
        #expect(resumed.losses == whole.losses && resumed.gradientNorms == whole.gradientNorms)
        #expect(resumed.rows == whole.rows && resumed.failure == nil)
    }

    @Test func whatIsDamagedOrOfAnotherAdapterIsRefused() async throws {
        let engine = try engine()
        let job = job(engine)
        try TrainingCheckpoint(await paused(job, engine, after: 2), notes: "").write(to: path)
        let larger = Adapter(engine.model.configuration, LoRAConfiguration(rank: 3, alpha: 6), seed: 7)
        #expect(throws: Diagnosis.self) { _ = try TrainingCheckpoint(path: path, like: larger) }
        let bytes = try Data(contentsOf: URL(filePath: path))
        for count in [0, 7, 100, bytes.count - 1] {
            try bytes.prefix(count).write(to: URL(filePath: path))
            #expect(throws: Diagnosis.self) { _ = try TrainingCheckpoint(path: path, like: job.initial) }
        }
        try SafetensorsWriter.write([], to: path)
        #expect(throws: Diagnosis.self) { _ = try TrainingCheckpoint(path: path, like: job.initial) }
    }

    @Test func anEndedTrainingIsNotWritten() async throws {
        let engine = try engine()
        try TrainingCheckpoint(await paused(job(engine), engine, after: 100), notes: "").write(to: path)
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
