import Grading
import LanguageModel
import SelfAdaptation
import Testing
import Text

/// What a reader learns from, and that it learns.
@Suite struct ReaderTests {
    private static let items = ["Tower", "Goat", "Horn"].map { title in
        KnowledgeItem(
            context: Context(title: title, text: "The \(title) is here. It was built in 1852."),
            questions: [
                Question(question: "Where is the \(title)?", gold: ["here"], topic: title),
                Question(question: "When was it built?", gold: ["in 1852"], topic: title),
            ])
    }

    @Test(arguments: ExamPrompt.allCases)
    func aPassageIsReadOnceForAllItsQuestions(prompt: ExamPrompt) throws {
        let model = try TinyEngine().engine.model
        let sequence = try #require(
            try prompt.conversation(Self.items[0].questions, inView: Self.items[0].context, model: model))
        #expect(sequence.heard.count == 1)
        // What bears loss is the answers, each with the token that ends it.
        let answers = ["here", "in 1852"].map { prompt.answer($0, model: model) }
        let learned = (sequence.lossStart..<sequence.tokens.count).filter { index in
            !sequence.heard.contains { $0.contains(index) }
        }.map { sequence.tokens[$0] }
        #expect(learned == answers[0] + answers[1])
        // The first question is asked as in an exam.
        let asked = try prompt.tokens(
            question: "Where is the Tower?", inView: Self.items[0].context, model: model)
        #expect(Array(sequence.tokens[..<sequence.lossStart]) == asked)
    }

    private func trained(_ settings: ReaderSettings, _ engine: Engine) async throws -> ReaderTrainer.Trained {
        try await ReaderTrainer(
            engine: engine,
            domain: KnowledgeDomain(
                student: engine.model, settings: KnowledgeSettings(), grader: LearnerTests.Everything()),
            settings: settings
        ).train(Self.items)
    }

    @Test func aReaderLearnsAndTellsHowItDoesElsewhere() async throws {
        let engine = try TinyEngine().engine
        var settings = ReaderSettings()
        settings.lora.rank = 3
        settings.check = 1
        settings.training.epochs = 3
        settings.training.learningRate = 1e-2
        let reader = try await trained(settings, engine)
        // The questions of all passages are much alike.
        #expect(reader.checks.count == 4 && reader.checks[3] < reader.checks[0])
        #expect(
            reader.adapter.parameterCount
                == Adapter(engine.model.configuration, settings.lora, seed: 0).parameterCount)
        let again = try await trained(settings, engine)
        #expect(again.checks == reader.checks && again.tokens == reader.tokens)
        #expect(again.adapter.parameters.array == reader.adapter.parameters.array)
    }

    @Test func whoNobodyChecksTellsNothing() async throws {
        var settings = ReaderSettings()
        settings.training.epochs = 1
        let reader = try await trained(settings, TinyEngine().engine)
        #expect(reader.checks.isEmpty && reader.tokens > 0)
    }
}
