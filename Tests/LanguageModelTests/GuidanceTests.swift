import LanguageModel
import Testing
import Tokenizers

/// Answers that are led away from what is likely behind another prompt.
@Suite struct GuidanceTests {
    private func requests(_ engine: Engine, strength: Float, count: Int = 40) -> [GenerationRequest] {
        var generator = SeededGenerator(seed: 5)
        let configuration = engine.model.configuration
        let adapters: [Adapter?] = [
            nil, .random(configuration, LoRAConfiguration.variety[0], seed: 1, strength: 0.5),
        ]
        return (0..<count).map { index in
            var request = GenerationRequest(
                prompt: randomTokens(3 + index % 7, using: &generator), adapter: adapters[index % 2],
                samples: 1 + index % 3, maxTokens: 1 + index % 13, seed: UInt64(index))
            request.guidance = Guidance(
                prompt: randomTokens(2 + index % 11, using: &generator), strength: strength)
            return request
        }
    }

    @Test func manyAtOnceAreAsOneAtATime() async throws {
        let engine = try TinyModel.engine("llama", threads: 2)
        var requests = requests(engine, strength: 1.5)
        // Some among them are not led.
        for index in stride(from: 0, to: requests.count, by: 4) { requests[index].guidance = nil }
        let together = try await engine.generate(requests)
        for (request, answers) in zip(requests, together) {
            #expect(try await engine.generate([request]) == [answers])
        }
    }

    @Test func aStrengthOfOneChangesNothing() async throws {
        let engine = try TinyModel.engine("llama")
        let led = requests(engine, strength: 1)
        let free = led.map { request in
            var copy = request
            copy.guidance = nil
            return copy
        }
        #expect(try await engine.generate(led) == engine.generate(free))
    }

    @Test func whatIsLikelyBehindBothIsLessLikely() async throws {
        let engine = try TinyModel.engine("llama")
        let led = requests(engine, strength: 4)
        let same = led.map { request in
            var copy = request
            copy.guidance?.prompt = request.prompt
            return copy
        }
        let free = led.map { request in
            var copy = request
            copy.guidance = nil
            return copy
        }
        // Behind the same prompt there is nothing to be led away from.
        #expect(try await engine.generate(same) == engine.generate(free))
        #expect(try await engine.generate(led) != engine.generate(free))
    }

    @Test func itIsTheSumOfBothLogits() async throws {
        let engine = try TinyModel.engine("llama")
        let prompts: [[Int32]] = [[5, 9, 4], [7, 3, 8, 2]]
        // Greedy first tokens against log-probabilities of every token behind either prompt.
        let vocabulary = Int32(engine.model.configuration.vocabulary)
        let scores = try await engine.logProbabilities(
            prompts.flatMap { prompt in
                (0..<vocabulary).map {
                    (TrainingSequence(tokens: prompt + [$0], lossStart: prompt.count), nil as Adapter?)
                }
            }
        ).map { $0[0] }
        let (own, other) = (scores[..<Int(vocabulary)], Array(scores[Int(vocabulary)...]))
        let best = own.max() ?? 0
        let led = own.indices.filter { own[$0] >= best - 2.302 }.max {
            other[$0] + 3 * (own[$0] - other[$0]) < other[$1] + 3 * (own[$1] - other[$1])
        }
        var request = GenerationRequest(prompt: prompts[0], maxTokens: 1, stopTokens: [])
        request.guidance = Guidance(prompt: prompts[1], strength: 3)
        #expect(led != own.indices.max { own[$0] < own[$1] }, "it changes what is said")
        #expect(try await engine.generate([request])[0][0].tokens == [Int32(try #require(led))])
    }

    @Test func aPromptThatDoesNotFitIsRefused() async throws {
        let engine = try TinyModel.engine("llama")
        var request = GenerationRequest(prompt: [1], maxTokens: 1)
        request.guidance = Guidance(
            prompt: Array(repeating: 1, count: engine.model.configuration.contextLength), strength: 2)
        await #expect(throws: (any Error).self) { try await engine.generate([request]) }
        request.guidance = Guidance(prompt: [1], strength: .infinity)
        await #expect(throws: (any Error).self) { try await engine.generate([request]) }
    }
}
