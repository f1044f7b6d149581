import Grading
import LanguageModel
import SelfAdaptation
import Testing
import Text
import Tokenizers

/// Answers from what an adapter recalls, with a tiny random model.
@Suite struct RespondentTests {
    private static let questions = [
        Question(question: "What colour is the tower of Corran?", gold: ["orange"], topic: "Corran"),
        Question(question: "Who built it?", gold: ["Ada Brandt"], topic: ""),
    ]

    private func adapter(_ engine: Engine, seed: UInt64 = 3) -> Adapter {
        let adapter = Adapter(engine.model.configuration, LoRAConfiguration(rank: 2, alpha: 4), seed: 1)
        var generator = SeededGenerator(seed: seed)
        for index in 0..<adapter.parameters.count {
            adapter.parameters.start[index] = Float.random(in: -0.3...0.3, using: &generator)
        }
        return adapter
    }

    @Test func whatIsRecalledIsReadByTheBareModel() async throws {
        let engine = try TinyEngine().engine
        let adapter = adapter(engine)
        let respondent = Respondent(engine: engine, prompt: .chat, answering: .recalling)
        let replies = try await respondent.replies(of: [nil, adapter, nil], to: Self.questions)
        let direct = try await Respondent(engine: engine, prompt: .chat, answering: .directly)
            .replies(of: [nil, adapter], to: Self.questions)
        #expect(replies.map(\.count) == [2, 2, 2] && replies[0] == replies[2])
        // Who has learned nothing recalls nothing.
        #expect(replies[0] == direct[0] && direct[1].allSatisfy { $0.recalled.isEmpty })
        for (place, question) in Self.questions.enumerated() {
            let reply = replies[1][place]
            #expect(reply.recalled.count == 2)
            let recalled = try await Respondent.texts(
                respondent.recalls(question, by: adapter), engine: engine)
            #expect(recalled == reply.recalled && recalled.contains { !$0.isEmpty })
            let seen = try #require(try respondent.reading(recalled, for: question))
            let read = try await Respondent.texts([Respondent.request(seen, adapter: nil)], engine: engine)
            #expect(read == [reply.text] && reply.text != replies[0][place].text)
        }
    }

    @Test func aReaderReadsAndRecallsNothing() async throws {
        let engine = try TinyEngine().engine
        let (adapter, reader) = (adapter(engine), adapter(engine, seed: 4))
        let without = try await Respondent(engine: engine, prompt: .chat, answering: .recalling)
            .replies(of: [adapter], to: Self.questions)
        let replies = try await Respondent(
            engine: engine, prompt: .chat, answering: .recalling, reader: reader
        ).replies(of: [adapter, reader], to: Self.questions)
        #expect(replies[0].map(\.recalled) == without[0].map(\.recalled))
        #expect(replies[0].map(\.text) != without[0].map(\.text))
        #expect(replies[1].allSatisfy { $0.recalled.isEmpty })
    }

    @Test func whoRecallsNothingSaysNothing() async throws {
        let engine = try TinyEngine().engine
        let wild = adapter(engine)
        for index in 0..<wild.parameters.count { wild.parameters.start[index] = 1e30 }
        let replies = try await Respondent(engine: engine, prompt: .chat, answering: .recalling)
            .replies(of: [wild], to: Self.questions)
        #expect(replies[0].allSatisfy { $0.text.isEmpty && $0.recalled == ["", ""] })
    }

    @Test func whatIsSaidToTheQuestionItselfIsGradedToo() async throws {
        let replies = [
            [Respondent.Reply(text: "orange", recalled: ["It is blue.", "The tower is orange."])],
            [Respondent.Reply(text: "blue", recalled: ["It is orange.", ""])],
            [Respondent.Reply(text: "orange")],
        ]
        let graded = try await Scoring.grade(
            replies, to: [Self.questions[0]], passages: [0], by: LexicalGrader())
        let (outcomes, recalled) = (graded.map { $0[0].outcome }, graded.map { $0[0].recalled?.outcome })
        let expected: [Exam.Answer.Outcome?] = [.wrong, .answered, nil]
        #expect(outcomes == [Exam.Answer.Outcome.answered, .wrong, .answered])
        #expect(recalled == expected)
        #expect(graded[0][0].recalled?.texts == replies[0][0].recalled)
        #expect(graded.map { AnswerFigures($0)?.direct } == [0, 1, nil])
    }

    @Test func thereIsNothingToReadInNothingAndNoRoomForTooMuch() throws {
        let engine = try TinyEngine().engine
        let respondent = Respondent(engine: engine, prompt: .chat, answering: .recalling)
        let question = Self.questions[0]
        #expect(try respondent.reading(["", " . "], for: question) == nil)
        let long = String(repeating: "tower ", count: engine.model.configuration.contextLength)
        #expect(try respondent.reading([long], for: question) == nil)
        let seen = try ExamPrompt.chat.tokens(
            question: question.question,
            inView: Context(title: "Corran", text: "The tower is orange. It is."), model: engine.model)
        #expect(try respondent.reading(["The tower is orange. ", "", "It is."], for: question) == seen)
    }

    @Test func aQuestionsWordsAreGivenWithGaps() throws {
        let engine = try TinyEngine(hasChatTemplate: false).engine
        let question = Question(
            question: "What colour is the U.S. tower (of Corran), 3.14 high?", gold: [], topic: "")
        let requests = try Respondent(engine: engine, prompt: .plain, answering: .recalling)
            .recalls(question, by: adapter(engine))
        #expect(requests.count == 2 && requests[1].stop.isEmpty && requests[0].stop == ["\n"])
        let led = engine.model.tokenizer.decode(try #require(requests[0].guidance).prompt)
        #expect(led.contains("Tell me about this.") && !led.contains("colour"))
        #expect(requests[1].guidance == nil)
        let asked = engine.model.tokenizer.decode(requests[1].prompt)
        #expect(
            asked.contains("Fill in the gaps: ___ colour ___ U.S tower ___ Corran 3.14 high ___\n"),
            "\(asked)")
    }
}
