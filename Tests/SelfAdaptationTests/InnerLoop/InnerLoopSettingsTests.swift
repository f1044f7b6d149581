import LanguageModel
import SelfAdaptation
import Testing

@Suite struct InnerLoopSettingsTests {
    private let tiny: TinyEngine

    init() throws { tiny = try TinyEngine() }

    @Test func theRateRisesWithTheTextsUpToItsBound() {
        let settings = StudentRate.texts.applied(
            to: InnerLoopSettings(), for: tiny.engine.model.configuration)
        let rates = [0, 1, 2, 8, 100].map { settings.training(texts: $0).learningRate }
        #expect(rates[0] == 5e-4 && rates[1] == 5e-4)
        #expect(abs(rates[2] - 6.2996e-4) < 1e-7)
        #expect(rates[3] == 1e-3 && rates[4] == 1e-3)
    }

    /// A rate that somebody asks for is the rate, however many texts there are.
    @Test func aRateThatIsAskedForStays() {
        let configuration = tiny.engine.model.configuration
        let own = StudentRate.texts.applied(to: InnerLoopSettings(), for: configuration)
        let asked = TrainingDirectives.parse("learning_rate: 1e-4\n\nA text.").directives?.applied(
            to: own, in: configuration)
        #expect(asked?.training(texts: 8).learningRate == 1e-4)
        #expect(InnerLoopSettings().training(texts: 8).learningRate == 1e-3)
        let puzzles = StudentRate.puzzles.applied(to: InnerLoopSettings(), for: configuration)
        #expect(puzzles.training(texts: 8) == puzzles.training)
    }
}
