import Grading
import LanguageModel
import SelfAdaptation
import Testing
import Text

/// The exam that a model writes about a text.
@Suite struct ExamWriterTests {
    @Test func aModelThatKnowsNothingWritesNoExam() async throws {
        let tiny = try TinyEngine()
        let writer = ExamWriter(engine: tiny.engine, prompt: .chat, grader: LexicalGrader(), seed: 1)
        let questions = try await writer.write([Context(title: "Tower", text: "The tower is orange.")])
        #expect(questions.isEmpty)
    }

    @Test func noContextsGiveNoQuestions() async throws {
        let tiny = try TinyEngine()
        let writer = ExamWriter(engine: tiny.engine, prompt: .chat, grader: LexicalGrader(), seed: 1)
        #expect(try await writer.write([]).isEmpty)
    }
}
