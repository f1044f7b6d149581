import Foundation
import LanguageModel
import ModelLibrary
import Testing

/// The default model against transformers on the same, dequantized weights.
@Suite struct RealModelTests {
    private struct Reference: Decodable {
        struct Prompt: Decodable {
            let text: String
            let tokens: [Int32]
            let continuation: [Int32]
            let topTwoLogits: [[Double]]
        }

        struct Score: Decodable {
            let text: String
            let tokens: [Int32]
            let logprobs: [Float]
        }

        let model: String
        let prompts: [Prompt]
        let score: Score
    }

    /// Where `make test` puts the model, or where the environment says it is.
    private static var path: String {
        let environment = ProcessInfo.processInfo.environment
        return environment["SELKIE_TEST_MODEL"] ?? SelkieHome().models + "/" + ModelCatalog.defaultModel.file
    }

    @Test func greedyTextAndScoresAreThoseOfTheReference() async throws {
        let path = Self.path
        try #require(
            FileManager.default.fileExists(atPath: path),
            "the default model is not at \(path); run `make test`, which fetches it, or set SELKIE_TEST_MODEL"
        )
        let reference = try Goldens.decode(Reference.self, from: "greedy-smollm2-135m.json")
        try #require(reference.prompts.count == 20)
        let model = try LanguageModel(path: path)
        let engine = Engine(model)

        for prompt in reference.prompts { #expect(model.encode(prompt.text) == prompt.tokens) }
        let answers = try await engine.generate(
            reference.prompts.map {
                GenerationRequest(prompt: $0.tokens, maxTokens: $0.continuation.count, stopTokens: [])
            })
        var equal = 0
        for (prompt, answer) in zip(reference.prompts, answers) {
            #expect(prompt.continuation.count == 32 && answer[0].tokens.count == 32)
            let place = zip(prompt.continuation, answer[0].tokens).enumerated().first { $1.0 != $1.1 }?.offset
            guard let place else {
                equal += 1
                continue
            }
            // The reference itself hardly knows which of two tokens to take.
            let top = prompt.topTwoLogits[place]
            #expect(top[0] - top[1] < 1e-3, "\(prompt.text): another token at \(place)")
        }
        #expect(equal >= 18)

        let score = reference.score
        #expect(model.encode(score.text) == score.tokens)
        let logProbabilities = try await engine.logProbabilities([
            (TrainingSequence(tokens: score.tokens), nil)
        ])[0]
        #expect(largestDifference(logProbabilities, score.logprobs) < 1e-3)
    }
}
