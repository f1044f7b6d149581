import Files
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

    /// The texts of sequences, which stand under a title each, and whether the last alone is ended.
    private func parts(
        of text: String, title: String, under head: String, limit: Int
    ) throws -> (texts: [String], areEnded: [Bool]) {
        let model = try TinyEngine().engine.model
        let made = try TrainingSequences(model: model, prompt: .chat, limit: limit).make(
            [.text(text)], title: title)
        #expect(made.allSatisfy { $0.tokens.count <= limit && $0.lossStart == 1 })
        let areEnded = made.map { $0.tokens.last == model.tokenizer.endOfText }
        let texts = zip(made, areEnded).map { model.tokenizer.decode($1 ? $0.tokens.dropLast() : $0.tokens) }
        #expect(texts.allSatisfy { $0.hasPrefix(head + "\n") })
        return (texts.map { String($0.dropFirst(head.count + 1)) }, areEnded)
    }

    @Test func longTextBecomesSequencesOfWholeSentencesAndWords() throws {
        let text = "It is orange. Its horn is heard for miles and miles all over."
        let (texts, areEnded) = try parts(of: text, title: "Up", under: "Up", limit: 24)
        #expect(texts.joined(separator: " ") == text)
        #expect(texts.first == "It is orange." && texts.count >= 4)
        // What breaks off is not ended.
        #expect(areEnded == texts.indices.map { $0 == texts.count - 1 })
    }

    @Test(arguments: ["天気がいいから散歩する", "👩‍👩‍👧‍👦", "QUJDREVGR0hJSktMTU5P", "e\u{301}e\u{301}"])
    func noCharacterIsCutThatCanBeWhole(piece: String) throws {
        let text = String(repeating: piece, count: 20)
        let (texts, _) = try parts(of: text, title: "Up", under: "Up", limit: 50)
        #expect(texts.joined() == text && texts.count > 1)
        #expect(texts.flatMap { Array($0) } == Array(text))
    }

    @Test func aLongTitleIsShortenedWhereATextIsInParts() throws {
        let title = "The keeper of the bells and all the rest of a very long title"
        let text = (0..<10).map { "Bell number \($0) rings." }.joined(separator: " ")
        let (texts, _) = try parts(of: text, title: title, under: "The keeper", limit: 60)
        #expect(texts.joined(separator: " ") == text)
        let (titled, _) = try parts(of: "\(title)\n\(text)", title: title, under: "The keeper", limit: 60)
        #expect(titled == texts)
    }

    @Test func anAnswerThatIsTooLongEndsWithASentence() throws {
        let tiny = try TinyEngine()
        let model = tiny.engine.model
        let asked = try ExamPrompt.chat.tokens(question: "What?", topic: "Up", model: model).count
        let item = StudyItem.question("What?", answer: "It is orange. It is loud, and heard for miles.")
        func make(room: Int) throws -> (answer: String?, excess: ExcessMaterial?) {
            let sequences = TrainingSequences(model: model, prompt: .chat, limit: asked + room)
            let made = try sequences.make([item], title: "Up")
            #expect(made.allSatisfy { $0.tokens.count <= asked + room && $0.lossStart == asked })
            return (
                made.first.map { model.tokenizer.decode(Array($0.tokens[$0.lossStart...])) },
                try sequences.excess(of: [item, .text("It is.")], title: "Up")
            )
        }
        let shortened = try make(room: 30)
        #expect(shortened.answer == "It is orange." && shortened.excess?.answers == 1)
        #expect(try make(room: 8).answer == "It is")
        // A question that fills the sequence leaves nothing to learn.
        let none = try make(room: 0)
        #expect(none.answer == nil && none.excess?.questions == 1 && none.excess?.answers == 0)
        #expect(try make(room: 60).excess == nil)
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
        } throws: { ($0 as? Diagnosis)?.code == .noChatTemplate }
    }
}
