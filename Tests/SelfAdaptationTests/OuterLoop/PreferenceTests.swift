import LanguageModel
import SelfAdaptation
import Testing
import Text
import Tokenizers

/// The preference loss as a second way to learn from selected self-edits.
@Suite struct PreferenceTests {
    @Test func chosenAnswersGainOnRejectedOnes() async throws {
        let tiny = try TinyEngine()
        var settings = OuterLoopTests.settings()
        settings.rounds = 1
        settings.policy.step = .dpo
        settings.policy.training.learningRate = 0.01
        settings.policy.training.epochs = 8
        let (report, policy) = try await OuterLoopTests.loop(tiny.engine, settings).run(OuterLoopTests.items)
        let training = try #require(report.rounds.first?.policy)
        #expect(training.sequences > 0)
        // A policy that is the reference prefers neither: log 2.
        #expect(abs(training.firstLoss - 0.6931) < 0.05)
        #expect(training.lastLoss < 0.6)

        let selection = try #require(report.rounds.first?.selection)
        var margins: [Float] = []
        for choice in selection.choices {
            let candidates = try #require(report.rounds[0].items[choice.item]).candidates
            let texts = [choice.candidate, choice.worst].map { candidates[$0].completions[0] }
            guard texts[0] != texts[1] else { continue }
            let prompt = try tiny.engine.model.encode([
                ChatMessage(
                    role: "user",
                    content: """
                        Station
                        \(OuterLoopTests.items[choice.item].context.text)

                        Write this passage again in other words. Keep every name, number and fact.
                        """)
            ])
            let sequences = texts.map { text in
                TrainingSequence(
                    tokens: prompt + tiny.engine.model.encode(text, specialTokens: .asText),
                    lossStart: prompt.count)
            }
            let rows = [nil, policy].flatMap { adapter in sequences.map { ($0, adapter) } }
            let sums = try await tiny.engine.logProbabilities(rows).map { $0.reduce(0, +) }
            margins.append((sums[2] - sums[0]) - (sums[3] - sums[1]))
        }
        #expect(!margins.isEmpty && margins.allSatisfy { $0 > 0 }, "\(margins)")
    }
}
