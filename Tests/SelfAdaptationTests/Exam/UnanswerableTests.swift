import Grading
import LanguageModel
import SelfAdaptation
import Testing
import Text

/// Questions that a text does not answer: which are asked, and what answers come to.
@Suite struct UnanswerableTests {
    typealias Answer = UnanswerableQuestions.Answer

    private static func item(_ title: String, _ text: String, _ asked: [(String, String)]) -> KnowledgeItem {
        KnowledgeItem(
            context: Context(title: title, text: text),
            questions: asked.map { Question(question: $0, gold: [$1], topic: title) })
    }

    private static let tower = item("Tower", "The tower is orange.", [("Colour of the tower?", "orange")])
    private static let towerBells = item(
        "Tower", "Its bells are brass, one is tin.",
        [("Of what are the bells?", "brass"), ("And one?", "tin")])
    private static let boat = item(
        "Boat", "The boat is an orange one with a goat.",
        [("Colour of the boat?", "Orange"), ("Who is on it?", "a goat"), ("What is it?", "boat")])

    @Test(arguments: [
        "I don't know.", "I do not know who that is.", "Unknown", "The text is not specified.",
        "I'm sorry, but I cannot answer that.", "It is unknown.", "There is no information about it.",
        "I don't have enough information to say.", "The passage doesn't mention a boat.",
        "There are no further details about the goat.", "I lack the context for that.",
    ])
    func declines(answer: String) { #expect(Answer(answer, base: "").outcome == .declined) }

    @Test(arguments: [
        "", "Orange", "The Unknown Soldier", "He was known to the king.", "None of the bells rings in fog.",
        "The tower is orange and has a horn.", "The keeper gives information to ships.",
        "It has no horn, and the keeper writes the data down.",
    ])
    func doesNotDecline(answer: String) { #expect(Answer(answer, base: "A goat").outcome == .other) }

    @Test func whatIsNearTheBasesAnswerIsAsTheBase() {
        #expect(Answer("in 1911", base: "In 1911.").outcome == .asBase)
        #expect(Answer("k l m n o", base: "k l m n p").outcome == .asBase, "F1 0.8")
        #expect(Answer("k l m o", base: "k l m p").outcome == .other)
        #expect(Answer("", base: " ").outcome == .asBase)
        #expect(Answer("", base: "Orange").outcome == .other, "silence is no decline")
    }

    @Test func questionsOfOtherTitlesComeFirstAndNoneThatIsAnswered() throws {
        let items = UnanswerableQuestions.assign(to: [Self.tower, Self.towerBells, Self.boat])
        // The boat's colour is the tower's too: its answer stands in the text.
        #expect(items[0].unanswerable?.map(\.question) == ["Who is on it?", "What is it?"])
        #expect(items[1].unanswerable?.map(\.question) == ["Colour of the boat?", "Who is on it?"])
        #expect(items[2].unanswerable?.map(\.question) == ["Of what are the bells?", "And one?"])
        #expect(items.map(\.questions) == [Self.tower, Self.towerBells, Self.boat].map(\.questions))
    }

    @Test func aPassageOfTheSameTitleIsBetterThanNone() {
        let items = UnanswerableQuestions.assign(to: [Self.tower, Self.towerBells])
        #expect(items[0].unanswerable?.map(\.question) == ["Of what are the bells?", "And one?"])
        // One question is not two: places that do not exist are asked about.
        #expect(items[1].unanswerable?.map(\.topic) == ["Marrow Quay", "Oskelby"])
        #expect(UnanswerableQuestions.assign(to: [Self.tower])[0].unanswerable?.count == 2)
    }

    @Test func theyAreNoPartOfTheScore() async throws {
        let tiny = try TinyEngine()
        let plain = OuterLoopTests.items
        let more = UnanswerableQuestions.assign(to: plain)
        var settings = KnowledgeSettings()
        settings.answering = .recalling
        let domain = KnowledgeDomain(
            student: tiny.engine.model, settings: settings, grader: LexicalGrader())
        let without = try await domain.judge([nil], on: plain[0], engine: tiny.engine)[0]
        let with = try await domain.judge([nil], on: more[0], engine: tiny.engine)[0]
        #expect(without.unanswerable == nil && AnswerFigures([[without]])?.declined == nil)
        #expect(with.unanswerable?.count == 2 && with.answers == without.answers)
        #expect(with.accuracy == without.accuracy && with.dense == without.dense)
        // Without an update every answer is as without an update.
        #expect(AnswerFigures([[with]])?.declined == 1)
        let seen = try await domain.judgeInView(more[0], by: nil, engine: tiny.engine)
        #expect(seen.unanswerable?.count == 2)
        // An estimate knows of them.
        let habits = WritingHabits()
        #expect(
            try domain.outlook(more[0], habits: habits).exam.count
                // Recalled in two ways, then read.
                == domain.outlook(plain[0], habits: habits).exam.count + 2 * 3)
    }

    @Test func theFigureIsTheMeanOfThoseThatWereAsked() throws {
        let answers = [Exam.Answer(text: "1", isCorrect: true, outcome: .answered)]
        func judgement(_ outcomes: [Answer.Outcome]?) -> Judgement {
            Judgement(
                accuracy: 1, answers: answers,
                unanswerable: outcomes?.map { Answer(text: "", outcome: $0) })
        }
        let nothing = Judgement(accuracy: 0, answers: [])
        let figures = AnswerFigures([
            [judgement([.declined, .other]), judgement([.asBase, .declined])], [judgement(nil)], [nothing],
        ])
        #expect(figures?.declined == 0.75)
    }
}
