import Grading
import LanguageModel
import SelfAdaptation
import Testing
import Text

/// Learning with a reader: whatever is asked is asked through it, and it is part of what is kept.
@Suite struct ReaderLearningTests {
    /// A reader that makes a tiny model answer otherwise.
    private static func reader(_ engine: Engine) -> Adapter {
        let reader = Adapter(engine.model.configuration, LoRAConfiguration(rank: 3, alpha: 6), seed: 1)
        var generator = SeededGenerator(seed: 3)
        for index in 0..<reader.parameters.count {
            reader.parameters.start[index] = Float.random(in: -0.3...0.3, using: &generator)
        }
        return reader
    }

    /// Accepts whatever was not said before.
    private struct Change: Grader {
        let known: [String]

        func grade(_ answers: [GradingTask]) -> [Verdict] {
            answers.map { task in
                // What is graded is cut.
                Verdict(correct: !known.contains { $0.trimmed.hasPrefix(task.answer.trimmed) }, reason: "")
            }
        }
    }

    @Test(arguments: [1, 2]) func theReaderAnswersBeforeAndIsPartOfWhatIsKept(contexts: Int) async throws {
        let engine = try TinyEngine().engine
        let reader = Self.reader(engine)
        let questions = LearnerTests.questions
        let exam = Exam(questions, prompt: .chat, grader: LexicalGrader())
        let answers = try await exam.sit([nil, reader], engine: engine).map { $0.map(\.text) }
        #expect(answers[0] != answers[1])
        var settings = LearnerTests.settings()
        settings.innerLoop.training.learningRate = 2e-2
        settings.innerLoop.training.epochs = 20
        let learner = Learner(
            engine: engine, settings: settings, reader: reader,
            grader: Change(known: answers[1]))
        let (report, adapter) = try await learner.learn(
            title: "Station", contexts: Array(LearnerTests.contexts.prefix(contexts)), questions: questions)
        #expect(report.before.map(\.text) == answers[1])
        let kept = try #require(adapter)
        let c = engine.model.configuration
        let update = Adapter(c, settings.innerLoop.lora, seed: 0)
        #expect(kept.layout == update.stacked(below: reader, in: c).layout)
        // What lies above the update is the reader, to the bit.
        #expect(kept.above(update, in: c).parameters.array == reader.parameters.array)
        let after = try await exam.sit([kept], engine: engine)[0].map(\.text)
        #expect(report.after.map(\.text) == after)
    }
}
