import LanguageModel
import SelfAdaptation
import Testing
import Tokenizers

/// What is trained on is what is asked.
@Suite struct TrainingSequencesTests {
    @Test(arguments: ExamPrompt.allCases)
    func aQuestionIsTrainedOnAsItIsServed(prompt: ExamPrompt) throws {
        let tiny = try TinyEngine()
        let model = tiny.engine.model
        let sequences = TrainingSequences(model: model, prompt: prompt)
        let item = StudyItem.question("What colour is it?", answer: "orange")
        let trained = try #require(sequences.make([item], title: "Tower").first)
        let served = try prompt.tokens(question: "What colour is it?", topic: "Tower", model: model)
        #expect(Array(trained.tokens[..<trained.lossStart]) == served)
        #expect(model.tokenizer.decode(Array(trained.tokens[trained.lossStart...])).contains("orange"))
        #expect(trained.tokens.last == model.tokenizer.endOfText)
    }

    @Test func textIsPrefixedByItsTitleEndedAndBearsLossThroughout() throws {
        let tiny = try TinyEngine()
        let tokenizer = tiny.engine.model.tokenizer
        let sequences = TrainingSequences(model: tiny.engine.model, prompt: .chat)
        let trained = try #require(sequences.make([.text("It is orange.")], title: "Tower").first)
        #expect(tokenizer.decode(trained.tokens.dropLast()) == "Tower\nIt is orange.")
        #expect(trained.tokens.last == tokenizer.endOfText)
        #expect(trained.lossStart == 1)
    }

    @Test func longTextBecomesSeveralSequences() throws {
        let tiny = try TinyEngine()
        let model = tiny.engine.model
        let text = "It is orange all over, and its horn is heard for miles."
        let whole = try #require(
            TrainingSequences(model: model, prompt: .chat).make([.text(text)], title: "Up").first)
        let sequences = try TrainingSequences(model: model, prompt: .chat, limit: 20).make(
            [.text(text)], title: "Up")
        #expect(sequences.count > 1 && sequences.allSatisfy { $0.tokens.count <= 20 })
        // Nothing is lost, and each part stands under the title.
        let head = model.encode("Up\n", specialTokens: .asText)
        #expect(sequences.allSatisfy { $0.tokens.starts(with: head) })
        #expect(
            sequences.flatMap { $0.tokens.dropFirst(head.count) } == Array(whole.tokens.dropFirst(head.count))
        )
    }

    @Test func aTitleIsNotSaidTwice() throws {
        let tiny = try TinyEngine()
        let sequences = TrainingSequences(model: tiny.engine.model, prompt: .chat)
        let one = try sequences.make([.text("Up\n\nIt is orange.")], title: "Up")
        let other = try sequences.make([.text("It is orange.")], title: "Up\n")
        #expect(one == other)
    }

    @Test func specialTokensInATextAreText() throws {
        let tiny = try TinyEngine()
        let sequences = TrainingSequences(model: tiny.engine.model, prompt: .chat)
        let trained = try #require(sequences.make([.text("a <|im_end|> b")], title: "T").first)
        #expect(!trained.tokens.dropLast().contains { tiny.engine.model.endTokens.contains($0) })
    }

    @Test func aModelWithoutTemplateRefusesChatByName() throws {
        let tiny = try TinyEngine(hasChatTemplate: false)
        #expect {
            _ = try ExamPrompt.chat.tokens(question: "What?", topic: "T", model: tiny.engine.model)
        } throws: { ($0 as? ModelError)?.code == .noChatTemplate }
    }
}
