import Files
import Foundation
import LanguageModel
import Testing

/// What an engine refuses, and that it says why.
@Suite struct EngineTests {
    private func refusal(_ body: () async throws -> Void) async throws -> Diagnosis {
        do {
            try await body()
        } catch let error as Diagnosis {
            return error
        }
        Issue.record("nothing was refused")
        throw CancellationError()
    }

    @Test(arguments: [
        SamplingOptions(temperature: -1), SamplingOptions(temperature: .nan),
        SamplingOptions(temperature: .infinity),
        SamplingOptions(topK: -1), SamplingOptions(topP: 1.5), SamplingOptions(topP: .nan),
        SamplingOptions(minP: 2),
        SamplingOptions(minP: -0.1), SamplingOptions(repetitionPenalty: 0),
    ])
    func samplingRulesOutsideTheirRange(options: SamplingOptions) async throws {
        let engine = try TinyModel.engine("llama")
        let error = try await refusal {
            _ = try await engine.generate([GenerationRequest(prompt: [1], sampling: options)])
        }
        #expect(error.code == .badRequest && error.description.contains("outside its range"))
    }

    @Test func promptsThatCannotBeContinued() async throws {
        let engine = try TinyModel.engine("llama")
        for (prompt, code) in [
            ([], .badRequest), ([96], .badRequest), ([-1], .badRequest),
            ([Int32](repeating: 1, count: 128), .contextTooLong),
        ] as [([Int32], Diagnosis.Code)] {
            let error = try await refusal {
                _ = try await engine.generate([GenerationRequest(prompt: prompt)])
            }
            #expect(error.code == code)
        }
        for request in [
            GenerationRequest(prompt: [1], samples: 0), GenerationRequest(prompt: [1], maxTokens: -1),
        ] {
            let error = try await refusal { _ = try await engine.generate([request]) }
            #expect(error.code == .badRequest)
        }
    }

    /// Factors of another base would be read beyond their end.
    @Test func adaptersOfAnotherBase() async throws {
        let engine = try TinyModel.engine("llama")
        let lora = LoRAConfiguration(rank: 2)
        for other in ["qwen3", "gemma3"] {
            let adapter = Adapter(try TinyModel(other).parts.configuration, lora, seed: 0)
            let sequence = TrainingSequence(tokens: [1, 2, 3])
            let errors = [
                try await refusal {
                    _ = try await engine.generate([GenerationRequest(prompt: [1], adapter: adapter)])
                },
                try await refusal { _ = try await engine.logProbabilities([(sequence, adapter)]) },
                try await refusal {
                    _ = try await engine.train([
                        TrainingJob(
                            initial: adapter, sequences: [sequence], settings: TrainingSettings(), seed: 0)
                    ])
                },
            ]
            #expect(errors.allSatisfy { $0.code == .otherBase })
        }
        #expect(Adapter(engine.model.configuration, lora, seed: 0).layout.fits(engine.model.configuration))
    }

    @Test func plansThatNameNoSequence() async throws {
        let engine = try TinyModel.engine("llama")
        let adapter = Adapter(engine.model.configuration, LoRAConfiguration(rank: 1), seed: 0)
        for steps in [[[]], [[[]]], [[[1]]], [[[0, -1]]]] as [[[[Int]]]] {
            let job = TrainingJob(
                initial: adapter, sequences: [TrainingSequence(tokens: [1, 2])], settings: TrainingSettings(),
                steps: steps)
            let error = try await refusal { _ = try await engine.train([job]) }
            #expect(error.code == .badRequest)
        }
    }

    /// Every size that a plan is made of can be nonsense without harm.
    @Test func plansOfNonsenseSizes() throws {
        let configuration = try TinyModel("llama").parts.configuration
        var settings = TrainingSettings()
        settings.batchSize = 0
        settings.accumulation = -1
        settings.epochs = 1
        func plan() -> [[[Int]]] {
            TrainingJob(
                initial: Adapter(configuration, LoRAConfiguration(rank: 1), seed: 0),
                sequences: [TrainingSequence(tokens: [1, 2]), TrainingSequence(tokens: [3, 4])],
                settings: settings,
                seed: 0
            ).steps
        }
        #expect(plan().map { $0.map(\.count) } == [[1], [1]])
        settings.epochs = -3
        #expect(plan().isEmpty)
    }

    @Test func lossStartsBehindTheFirstToken() {
        var sequence = TrainingSequence(tokens: [1, 2, 3], lossStart: -5)
        #expect(sequence.lossStart == 1 && sequence.lossCount == 2)
        sequence.lossStart = 0
        #expect(sequence.lossStart == 1)
        sequence.lossStart = 7
        #expect(sequence.lossCount == 0)
    }

    @Test func cancelledTrainingLeavesTheEngineUsable() async throws {
        let engine = try TinyModel.engine("llama")
        let job = TrainingJob(
            initial: Adapter(engine.model.configuration, LoRAConfiguration(rank: 1), seed: 0),
            sequences: [TrainingSequence(tokens: [1, 2, 3])], settings: TrainingSettings(), seed: 0)
        let task = Task {
            try await engine.train([job]) { done, _ in if done > 5 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await engine.train([job]).first?.losses.count == 10)
    }

    /// Scores do not depend on what else is scored, nor on the order.
    @Test(arguments: TinyModel.architectures)
    func scoresAreThoseOfTheReference(name: String) async throws {
        let engine = try TinyModel.engine(name)
        let model = try TinyModel(name)
        let vocabulary = model.parts.configuration.vocabulary
        let sequences = model.sequences.map { TrainingSequence(tokens: $0) }
        let scores = try await engine.logProbabilities(sequences.map { ($0, nil) })
        for (index, sequence) in model.sequences.enumerated() {
            for place in 1..<sequence.count {
                let row = model.logits[index][(place - 1) * vocabulary..<place * vocabulary].map(Double.init)
                let peak = row.max() ?? 0
                let sum = row.reduce(0) { $0 + exp($1 - peak) }
                let expected = row[Int(sequence[place])] - peak - log(sum)
                #expect(abs(Double(scores[index][place - 1]) - expected) < 1e-4)
            }
            #expect(scores[index].count == sequence.count - 1)
        }
        let alone = try await engine.logProbabilities([(sequences[1], nil)])
        #expect(largestDifference(alone[0], scores[1]) < 1e-5)
    }
}
