import Foundation
import LanguageModel
import ModelLibrary
import Testing

/// The default model against transformers on the same, dequantized weights.
@Suite struct RealModelTests {
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
        let reference = try Goldens.decode(TextReference.self, from: "greedy-smollm2-135m.json")
        let found = try await reference.compare(with: LanguageModel(path: path))
        #expect(found.equal >= 18)
    }
}

/// What transformers makes of prompts and of a text.
struct TextReference: Decodable {
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

        var perplexity: Double { Self.perplexity(logprobs) }

        static func perplexity(_ logprobs: [Float]) -> Double {
            exp(-logprobs.reduce(0) { $0 + Double($1) } / Double(logprobs.count))
        }
    }

    let model: String
    let prompts: [Prompt]
    let score: Score

    /// Lets a model do the same: continuations that are equal, and the scored text's log-probabilities.
    ///
    /// Tokens may differ only where the reference itself hardly knows which of two to take.
    func compare(with model: LanguageModel) async throws -> (equal: Int, logprobs: [Float]) {
        try #require(prompts.count == 20)
        let engine = Engine(model)
        for prompt in prompts { #expect(model.encode(prompt.text) == prompt.tokens) }
        let answers = try await engine.generate(
            prompts.map {
                GenerationRequest(prompt: $0.tokens, maxTokens: $0.continuation.count, stopTokens: [])
            })
        var equal = 0
        for (prompt, answer) in zip(prompts, answers) {
            #expect(prompt.continuation.count == 32 && answer[0].tokens.count == 32)
            let place = zip(prompt.continuation, answer[0].tokens).enumerated().first { $1.0 != $1.1 }?.offset
            guard let place else {
                equal += 1
                continue
            }
            let top = prompt.topTwoLogits[place]
            #expect(top[0] - top[1] < 1e-3, "\(prompt.text): another token at \(place)")
        }
        #expect(model.encode(score.text) == score.tokens)
        let found = try await engine.logProbabilities([(TrainingSequence(tokens: score.tokens), nil)])[0]
        #expect(largestDifference(found, score.logprobs) < 1e-3)
        return (equal, found)
    }
}
