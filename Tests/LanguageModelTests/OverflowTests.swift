import Files
import LanguageModel
import ModelFormats
import Testing

/// Numbers that single precision cannot hold: an error where a model is used, a bad mark where an adapter is tried.
@Suite struct OverflowTests {
    /// The engine, and an adapter with finite factors that no activation survives.
    private func parts() throws -> (engine: Engine, wild: Adapter) {
        let engine = try TinyModel.engine("llama")
        return (
            engine,
            .random(engine.model.configuration, LoRAConfiguration.variety[0], seed: 1, strength: 1e30)
        )
    }

    private static let prompt: [Int32] = [1, 2, 3, 4, 5]

    @Test(arguments: [SamplingOptions.greedy, SamplingOptions(temperature: 1.2, topP: 0.9)])
    func noTokenIsMadeUp(sampling: SamplingOptions) async throws {
        let (engine, wild) = try parts()
        var request = GenerationRequest(prompt: Self.prompt, adapter: wild, sampling: sampling, maxTokens: 4)
        let error = try #require(
            await #expect(throws: Diagnosis.self) { try await engine.generate([request]) })
        #expect(error.code == .notFinite && error.problem == "they are no numbers with the adapter")
        request.toleratesOverflow = true
        var sound = GenerationRequest(prompt: Self.prompt, maxTokens: 4)
        sound.toleratesOverflow = true
        let answers = try await engine.generate([request, sound])
        #expect(answers[0].map(\.finishReason) == [.overflow] && answers[0][0].tokens.isEmpty)
        #expect(answers[0][0].text.isEmpty)
        #expect(try await answers[1] == engine.generate([sound])[0] && answers[1][0].tokens.count == 4)
    }

    @Test func noProbabilityIsMadeUp() async throws {
        let (engine, wild) = try parts()
        let sequence = TrainingSequence(tokens: Self.prompt)
        let error = try #require(
            await #expect(throws: Diagnosis.self) { try await engine.logProbabilities([(sequence, wild)]) })
        #expect(error.code == .notFinite)
        let values = try await engine.logProbabilities(
            [(sequence, wild), (sequence, nil)], toleratesOverflow: true)
        #expect(values[0].allSatisfy(\.isNaN) && values[1].allSatisfy(\.isFinite))
        #expect(values.map(\.count) == [4, 4])
    }

    /// Sums of squares that overflow inside a block, where the numbers themselves do not: norms of heads, and those behind
    /// attention and feed-forward layers, are no place to hide in.
    @Test(
        arguments: [
            ("qwen3", .query), ("qwen3", .key), ("gemma3", .query), ("gemma3", .key), ("gemma3", .output),
            ("gemma3", .down), ("llama", .value), ("qwen2", .up),
        ] as [(String, Projection)])
    func noNormHidesAnOverflow(name: String, projection: Projection) async throws {
        let engine = try TinyModel.engine(name)
        let lora = LoRAConfiguration(rank: 2, alpha: 2, projections: [projection], layers: 0..<1)
        let wild = Adapter.random(engine.model.configuration, lora, seed: 1, strength: 1e25)
        let sequence = TrainingSequence(tokens: Self.prompt)
        let error = try #require(
            await #expect(throws: Diagnosis.self) { try await engine.logProbabilities([(sequence, wild)]) })
        #expect(error.code == .notFinite)
        let request = GenerationRequest(prompt: Self.prompt, adapter: wild, maxTokens: 4)
        await #expect(throws: Diagnosis.self) { try await engine.generate([request]) }
    }

    /// A logit of minus infinity that the loss itself would not show: the token is neither the target nor the likeliest.
    @Test(arguments: [1, -1] as [Float]) func aLogitOfAnotherTokenCountsToo(sign: Float) async throws {
        let parts = try TinyModel.parts("llama", context: 128, pool: ThreadPool(threads: 1))
        let row = parts.weights.output.row(90)
        for column in 0..<parts.weights.output.columns { row[column] = 0 }
        row[0] = sign * 3e38
        parts.weights.finalNorm.row(0)[0] = 1000
        let engine = Engine(
            try LanguageModel(parts: parts, tokenizer: TinyModel.tokenizer(), endTokens: [], path: "tiny"),
            threads: 1)
        let sequence = TrainingSequence(tokens: Self.prompt)
        await #expect(throws: Diagnosis.self) { try await engine.logProbabilities([(sequence, nil)]) }
    }
}
