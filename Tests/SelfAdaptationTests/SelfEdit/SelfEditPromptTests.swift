import Grading
import LanguageModel
import SelfAdaptation
import Testing

/// What a policy is shown before it chooses how to train.
@Suite struct SelfEditPromptTests {
    /// Answers with the rates of the examples in what it is asked.
    private struct Copyist: SelfEditAuthor {
        func write(_ requests: [WritingRequest], progress: @escaping @Sendable (Int) -> Void)
            -> [[Completion]]
        {
            requests.map { request in
                let rates = request.instruction.split(separator: "\n").filter {
                    $0.hasPrefix("learning_rate")
                }
                return [Completion(text: Set(rates).sorted().joined(separator: "\n"), tokens: 1)]
            }
        }
    }

    private func rates(_ rate: Float) async throws -> [Substring] {
        var settings = KnowledgeSettings()
        settings.style = .directed
        settings.innerLoop.training.learningRate = rate
        let domain = KnowledgeDomain(
            student: try TinyEngine().engine.model, settings: settings, grader: LexicalGrader())
        let written = try await domain.write(OuterLoopTests.items[0], count: 1, by: Copyist(), seed: 0)
        return try #require(written.first?.first).text.split(separator: "\n")
    }

    @Test func examplesOfDirectivesHaveTheRunsRateAndTwiceThat() async throws {
        #expect(try await rates(1e-3) == ["learning_rate: 1e-3", "learning_rate: 2e-3"])
        #expect(try await rates(5e-4) == ["learning_rate: 1e-3", "learning_rate: 5e-4"])
        #expect(try await rates(2e-4) == ["learning_rate: 2e-4", "learning_rate: 4e-4"])
    }

    @Test(arguments: [1e-3, 5e-4, 1.5e-4, 6e-5] as [Float])
    func whatAnExampleSaysIsReadAsADirective(rate: Float) async throws {
        for line in try await rates(rate) {
            let directives = TrainingDirectives.parse(line + "\nThe tower is orange.").directives
            let read = try #require(directives?.learningRate)
            #expect([rate, 2 * rate].contains { abs($0 - read) < 0.4 * $0 })
        }
    }
}
