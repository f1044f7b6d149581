import LanguageModel
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
            await #expect(throws: ModelError.self) { try await engine.generate([request]) })
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
            await #expect(throws: ModelError.self) { try await engine.logProbabilities([(sequence, wild)]) })
        #expect(error.code == .notFinite)
        let values = try await engine.logProbabilities(
            [(sequence, wild), (sequence, nil)], toleratesOverflow: true)
        #expect(values[0].allSatisfy(\.isNaN) && values[1].allSatisfy(\.isFinite))
        #expect(values.map(\.count) == [4, 4])
    }
}
