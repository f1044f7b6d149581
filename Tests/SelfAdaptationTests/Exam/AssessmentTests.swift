import LanguageModel
import SelfAdaptation
import Testing
import Tokenizers

/// How candidates are judged without an exam.
@Suite struct AssessmentTests {
    @Test func whoeverOverflowsKnowsLessThanAnyOther() async throws {
        let tiny = try TinyEngine()
        let sentences = ["The tower is orange.", "The horn is loud."].map {
            TrainingSequence(tokens: tiny.engine.model.encode($0, specialTokens: .asText))
        }
        let wild = Adapter.wild(tiny.engine.model.configuration)
        let results = try await Assessment.heldOut(sentences).judge([nil, wild], engine: tiny.engine)
        #expect(results[0].accuracy.isFinite && results[0].accuracy < 0)
        #expect(results[1].accuracy == -.infinity && results.allSatisfy(\.answers.isEmpty))
    }
}
