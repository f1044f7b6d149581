import Grading
import LanguageModel
import SelfAdaptation
import Synchronization
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
        let lessons = ReaderLessons(for: model, prompt: prompt)
        var generator = SeededGenerator(seed: 1)
        let read = try lessons.sequences(.read, Self.items[0], generator: &generator)
        let sequence = try #require(read.first)
        #expect(read.count == 1 && sequence.heard.count == 1)
        // What bears loss is the answers, each with the token that ends it.
        let answers = ["here", "in 1852"].map { prompt.answer($0, model: model) }
        let learned = (sequence.lossStart..<sequence.tokens.count).filter { index in
            !sequence.heard.contains { $0.contains(index) }
        }.map { sequence.tokens[$0] }
        #expect(learned == answers[0] + answers[1] || learned == answers[1] + answers[0])
        // The first question is asked as in an exam.
        let asked = try Self.items[0].questions.map {
            try prompt.tokens(question: $0.question, inView: Self.items[0].context, model: model)
        }
        #expect(asked.contains(Array(sequence.tokens[..<sequence.lossStart])))
    }

    @Test func eachQuestionIsAskedAndRecalled() throws {
        let model = try TinyEngine().engine.model
        let lessons = ReaderLessons(for: model, prompt: .chat)
        var generator = SeededGenerator(seed: 1)
        let asked = try lessons.sequences(.ask, Self.items[0], generator: &generator)
        #expect(asked.count == 2)
        let recalled = try lessons.sequences(.recall, Self.items[0], generator: &generator)
        #expect(recalled.count == 2)
        let prompt = try ExamPrompt.chat.tokens(
            question: "Where is the Tower?", topic: "Tower", model: model)
        #expect(Array(recalled[0].tokens[..<recalled[0].lossStart]) == prompt)
    }

    /// Keeps adapters in memory.
    private final class Journal: ReaderJournal {
        private let adapters = Mutex<[Int: Adapter]>([:])
        var kept: Int { adapters.withLock { $0.count } }

        func passage(_ passage: Int, like: Adapter, for: ModelConfiguration) -> Adapter? {
            adapters.withLock { $0[passage] }
        }

        func keep(_ adapter: Adapter, passage: Int, layers: Int) {
            adapters.withLock { $0[passage] = adapter }
        }
    }

    private func trainer(
        _ engine: Engine, _ settings: ReaderSettings, journal: (any ReaderJournal)? = nil
    ) -> ReaderTrainer {
        var knowledge = KnowledgeSettings()
        knowledge.innerLoop.lora = LoRAConfiguration(rank: 2, alpha: 4)
        return ReaderTrainer(
            engine: engine,
            domain: KnowledgeDomain(
                student: engine.model, settings: knowledge, grader: LearnerTests.Everything()),
            settings: settings, journal: journal)
    }

    @Test func aReaderLearnsAndTellsHowItDoesElsewhere() async throws {
        let engine = try TinyEngine().engine
        var settings = ReaderSettings()
        settings.lora.rank = 3
        settings.check = 1
        settings.training.epochs = 3
        settings.training.learningRate = 1e-2
        let journal = Journal()
        let trained = try await trainer(engine, settings, journal: journal).train(Self.items)
        #expect(trained.checks.count == 4)
        for kind in settings.kinds {
            let losses = trained.checks.compactMap { $0[kind.rawValue] }
            // The questions of all passages are much alike.
            #expect(losses.count == 4 && losses[3] < losses[0])
        }
        #expect(
            trained.adapter.parameterCount
                == Adapter(engine.model.configuration, settings.lora, seed: 0).parameterCount)
        // What was kept is what was learned.
        let again = try await trainer(engine, settings, journal: journal).train(Self.items)
        #expect(again.checks == trained.checks && again.tokens == trained.tokens)
        #expect(journal.kept == 3)
    }
}
