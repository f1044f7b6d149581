import LanguageModel
import SelfAdaptation
import Testing

@Suite struct StudentRateTests {
    private let tiny: TinyEngine

    init() throws { tiny = try TinyEngine() }

    /// The rate of a model with heads of 64.
    private func rate(
        layers: Int, hidden: Int, feedForward: Int, vocabulary: Int, heads: Int, keyHeads: Int
    ) -> Float {
        var configuration = tiny.engine.model.configuration
        configuration.layers = layers
        configuration.hidden = hidden
        configuration.feedForward = feedForward
        configuration.vocabulary = vocabulary
        configuration.heads = heads
        configuration.keyHeads = keyHeads
        configuration.headWidth = 64
        return StudentRate.texts.rate(for: configuration)
    }

    /// SmolLM2-135M, anything smaller, and Qwen2.5-Coder-0.5B.
    @Test func theMeasuredModelsHaveTheirRates() {
        #expect(
            rate(layers: 30, hidden: 576, feedForward: 1536, vocabulary: 49152, heads: 9, keyHeads: 3) == 5e-4
        )
        #expect(StudentRate.texts.rate(for: tiny.engine.model.configuration) == 5e-4)
        #expect(StudentRate.puzzles.rate(for: tiny.engine.model.configuration) == 1e-3)
        #expect(
            rate(layers: 24, hidden: 896, feedForward: 4864, vocabulary: 151_936, heads: 14, keyHeads: 2)
                == 2e-4)
    }

    /// SmolLM2-360M is between the two, Qwen2.5-Coder-1.5B beyond both.
    @Test func theRateFallsBetweenThemAndNoFurther() {
        let middle = rate(
            layers: 32, hidden: 960, feedForward: 2560, vocabulary: 49152, heads: 15, keyHeads: 5)
        #expect(middle > 2.4e-4 && middle < 2.6e-4)
        #expect(
            rate(layers: 28, hidden: 1536, feedForward: 8960, vocabulary: 151_936, heads: 12, keyHeads: 2)
                == 2e-4)
    }
}
