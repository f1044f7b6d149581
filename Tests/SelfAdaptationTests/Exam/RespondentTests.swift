import LanguageModel
import SelfAdaptation
import Testing
import Tokenizers

/// Answers from what an adapter recalls, with a tiny random model.
@Suite struct RespondentTests {
    private static let questions = [
        Question(question: "What colour is the tower of Corran?", gold: ["orange"], topic: "Corran"),
        Question(question: "Who built it?", gold: ["Ada Brandt"], topic: ""),
    ]

    private func adapter(_ engine: Engine) -> Adapter {
        let adapter = Adapter(engine.model.configuration, LoRAConfiguration(rank: 2, alpha: 4), seed: 1)
        var generator = SeededGenerator(seed: 3)
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
            #expect(reply.recalled.count == 2 && reply.recalled[0] == direct[1][place].text)
            let recalled = try await Respondent.texts(
                respondent.recalls(question).map { ($0, adapter) }, engine: engine)
            #expect(recalled == reply.recalled)
            let read = try await Respondent.texts(
                [(respondent.reading(recalled, for: question), nil)], engine: engine)
            #expect(read == [reply.text])
        }
    }

    @Test func nothingRecalledIsAskedAsBefore() throws {
        let engine = try TinyEngine().engine
        let respondent = Respondent(engine: engine, prompt: .chat, answering: .recalling)
        let question = Self.questions[0]
        let asked = try ExamPrompt.chat.tokens(
            question: question.question, topic: question.topic, model: engine.model)
        #expect(try respondent.reading(["", " . "], for: question) == asked)
        let long = String(repeating: "tower ", count: engine.model.configuration.contextLength)
        #expect(try respondent.reading([long], for: question) == asked)
        #expect(try respondent.reading(["The tower is orange."], for: question) != asked)
    }

    @Test func aQuestionsWordsAreGivenWithGaps() throws {
        let engine = try TinyEngine(hasChatTemplate: false).engine
        let prompts = try Respondent(engine: engine, prompt: .plain, answering: .recalling)
            .recalls(Self.questions[0])
        #expect(prompts.count == 2)
        #expect(
            engine.model.tokenizer.decode(prompts[1]).contains(
                "Fill in the gaps: ___ colour ___ tower ___ Corran ___\n"))
    }
}
