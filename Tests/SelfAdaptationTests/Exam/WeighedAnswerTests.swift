import Grading
import LanguageModel
import SelfAdaptation
import Testing
import Text

/// Which of two answers counts: the one that was read, or the one from memory.
@Suite struct WeighedAnswerTests {
    private static let item = KnowledgeItem(
        context: Context(title: "Tower", text: "The tower is orange, its horn is called Old Gannet."),
        questions: [
            Question(question: "What colour is the tower?", gold: ["orange"], topic: "Tower"),
            Question(question: "What is the horn called?", gold: ["Old Gannet"], topic: "Tower"),
        ])

    private func given(
        _ learned: [String], _ read: [String], learnedIsRight: Bool = false
    ) async throws -> [String] {
        let tiny = try TinyEngine()
        let domain = KnowledgeDomain(
            student: tiny.engine.model, settings: KnowledgeSettings(), grader: LexicalGrader())
        func judgement(_ texts: [String], _ outcome: Exam.Answer.Outcome) -> Judgement {
            Judgement(
                accuracy: 0, answers: texts.map { Exam.Answer(text: $0, isCorrect: false, outcome: outcome) })
        }
        return try await domain.weigh(
            judgement(learned, learnedIsRight ? .answered : .wrong), against: judgement(read, .wrong),
            on: Self.item
        )
        .answers.map(\.text)
    }

    @Test func whatWasReadIsGivenWhereAllOfItStandsThere() async throws {
        #expect(
            try await given(["The tower is green.", "Old Gannet"], ["The tower is orange.", "Old Gannet."])
                == ["The tower is orange.", "Old Gannet."])
    }

    @Test func memoryIsGivenWhereReadingInvents() async throws {
        #expect(
            try await given(["The tower is orange.", "Old Pelican"], ["The tower is blue.", "Old Walrus"])
                == ["The tower is orange.", "Old Walrus"])
    }

    @Test func whatOnlyRepeatsTheQuestionHoldsNothing() async throws {
        #expect(
            try await given(["orange", "Old Gannet"], ["The colour of the tower.", "The horn is called."])
                == ["orange", "Old Gannet"])
    }

    @Test func memoryComesFirstWhereItAnswersTheOthers() async throws {
        #expect(
            try await given(
                ["The tower is orange.", "Old Gannet"], ["The tower is Old Gannet.", "Its horn"],
                learnedIsRight: true) == ["The tower is orange.", "Old Gannet"])
        #expect(
            try await given(
                ["The tower is green.", "Old Walrus"], ["The tower is orange.", "Old Pelican"],
                learnedIsRight: true) == ["The tower is orange.", "Old Pelican"])
    }
}
