import Files
import Foundation
import LanguageModel
import Testing
import TestKit
import Workbench

/// What a model is asked without learning anything.
@Suite struct PromptingTests {
    private let test: TestBench

    init() throws { test = try TestBench() }

    @Test func aTextHasTokensAndAScoreOfEach() async throws {
        let tokens = try test.bench.tokenize("The goat has a bell.", isPlain: true, model: ModelChoice())
            .tokens
        #expect(!tokens.isEmpty && test.model.loads.total == 0)
        var request = ScoreRequest("The goat has a bell.")
        request.isPlain = true
        let score = try await test.bench.score(request)
        #expect(score.tokens == tokens && score.logprobs.count == tokens.count && score.logprobs[0] == nil)
        let sum = score.logprobs.compactMap { $0 }.reduce(0.0) { $0 + Double($1) }
        #expect(abs(sum - score.sum) < 1e-3)
        let perplexity = try #require(score.perplexity)
        #expect(abs(log(perplexity) + sum / Double(tokens.count - 1)) < 1e-3)
    }

    @Test func answersAreCountedWhileTheyAreMade() async throws {
        var request = GenerateRequest("The goat")
        (request.isRaw, request.samples, request.maxTokens) = (true, 2, 3)
        let answers = try await test.bench.prepare(request).answers()
        #expect(answers.count == 2 && answers.allSatisfy { (1...3).contains($0.tokens.count) })
        let stages = test.told.compactMap { if case .began(let stage) = $0 { stage } else { nil } }
        #expect(stages.last == .counting("Generating", of: 6, unit: "tokens"))
        guard case .finished? = test.told.last else {
            Issue.record("the end was not told")
            return
        }
    }

    @Test func aConversationKeepsWithinTheWindow() throws {
        var settings = Conversation.Settings()
        settings.maxTokens = 1024
        var conversation = try test.bench.converse(settings)
        let long = String(repeating: "goat ", count: 120)
        let first = try conversation.say(long)
        conversation.hear("It has a bell.")
        let second = try conversation.say(long)
        #expect(first.dropped == 0 && second.dropped == 1 && second.window == 2048)
        #expect(second.request.prompt.count <= 1024 && second.request.seed == first.request.seed + 1)
        #expect(throws: Diagnosis.self) { try conversation.answer(with: "nothing of that name") }
        conversation.reset()
        #expect(try conversation.say(long).request.prompt == first.request.prompt)
    }
}
