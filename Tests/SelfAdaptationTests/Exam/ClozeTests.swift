import LanguageModel
import SelfAdaptation
import Testing
import Text
import Tokenizers

/// The dense reward, through the domain that measures it.
@Suite struct ClozeTests {
    private static func cloze(
        _ questions: [Question], text: String, adapter: Adapter? = nil, on tiny: TinyEngine
    )
        async throws -> Double?
    {
        let item = KnowledgeItem(context: Context(title: "Tower", text: text), questions: questions)
        return try await OpenDomain(tiny.engine.model).judge([adapter], on: item, engine: tiny.engine)[0]
            .dense
    }

    private static let text = "The tower is orange. The horn is loud."
    private static let questions = [
        Question(question: "What colour?", gold: ["orange"], topic: "Tower"),
        Question(question: "How loud?", gold: ["loud"], topic: "Tower"),
    ]

    @Test func trainingOnTheSentencesRaisesIt() async throws {
        let tiny = try TinyEngine()
        var settings = TrainingSettings()
        settings.epochs = 60
        settings.learningRate = 0.02
        let sequences = ["Tower\nThe tower is orange.", "Tower\nThe horn is loud."].map {
            TrainingSequence(tokens: tiny.engine.model.encode($0, specialTokens: .asText))
        }
        let job = TrainingJob(
            initial: Adapter(tiny.engine.model.configuration, LoRAConfiguration(rank: 8, alpha: 16), seed: 1),
            sequences: sequences, settings: settings, seed: 1)
        let trained = try await tiny.engine.train([job])[0].adapter
        let before = try #require(await Self.cloze(Self.questions, text: Self.text, on: tiny))
        let after = try #require(
            await Self.cloze(Self.questions, text: Self.text, adapter: trained, on: tiny))
        #expect((0...1).contains(before) && after > before + 0.1, "\(before) \(after)")
    }

    @Test func whoeverOverflowsFindsNothingLikely() async throws {
        let tiny = try TinyEngine()
        let wild = Adapter.wild(tiny.engine.model.configuration)
        let closeness = try await Self.cloze(Self.questions, text: Self.text, adapter: wild, on: tiny)
        #expect(closeness == 0)
    }

    @Test func withoutAnythingToTellApartThereIsNone() async throws {
        let tiny = try TinyEngine()
        #expect(try await Self.cloze([Self.questions[0]], text: Self.text, on: tiny) == nil)
        #expect(try await Self.cloze(Self.questions, text: "Nothing of the kind.", on: tiny) == nil)
    }
}
