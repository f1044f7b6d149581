import Grading
import LanguageModel
import SelfAdaptation
import Testing
import TestKit

/// What an exam counts: answers that are cut, told from recitations, and graded.
@Suite struct ScoringTests {
    /// Accepts what holds the gold answer, letter for letter.
    private struct Holding: Grader {
        func grade(_ answers: [GradingTask]) -> [Verdict] {
            answers.map { task in
                Verdict(correct: task.gold.contains { task.answer.contains($0) }, reason: "")
            }
        }
    }

    private static func outcomes(_ asked: [(gold: String, answer: String)], passages: [Int]? = nil)
        async throws -> [Exam.Answer.Outcome?]
    {
        try await graded(asked, passages: passages).map(\.outcome)
    }

    private static func graded(_ asked: [(gold: String, answer: String)], passages: [Int]? = nil)
        async throws -> [Exam.Answer]
    {
        try await Scoring.grade(
            [asked.map(\.answer)],
            to: asked.map { Question(question: "What?", gold: [$0.gold], topic: "") },
            passages: passages ?? asked.map { _ in 0 }, by: Holding())[0]
    }

    private static let words = (1...24).map { "w\($0)" }

    @Test func whatComesAfterTheFirstSentenceDoesNotCount() async throws {
        let answers = try await Self.graded([
            ("orange", "It is blue. It is orange."), ("brass", "It is made of brass. So it is."),
            ("U.S. Navy", "It was the U.S. Navy."),
        ])
        #expect(answers.map(\.outcome) == [.wrong, .answered, .answered])
        #expect(answers.map(\.isCorrect) == [true, true, true], "as a whole each holds its gold answer")
        #expect(answers[0].text == "It is blue. It is orange.", "what is kept is uncut")
    }

    @Test func theTwentiethWordIsTheLastThatCounts() async throws {
        let text = Self.words.joined(separator: " ")
        for (gold, outcome) in [("w20", Exam.Answer.Outcome.answered), ("w21", .wrong)] {
            #expect(try await Self.outcomes([(gold, text)]) == [outcome])
        }
    }

    @Test func theSameAnswerToAnotherQuestionIsARecitation() async throws {
        let asked = [
            ("1911", "The tower was painted red in 1911."), ("red", "the tower was painted red in 1911"),
            ("brass", "The bell is of brass."),
        ]
        #expect(try await Self.outcomes(asked) == [.recited, .recited, .answered])
        let answers = try await Self.graded(asked)
        #expect(answers[0].isCorrect && !answers[0].isAnswered)
        #expect(answers.answered == 1.0 / 3)
        // Asked of different passages, the same answer is none.
        #expect(
            try await Self.outcomes(asked, passages: [0, 1, 0]) == [.answered, .answered, .answered])
    }

    @Test func theSameRightAnswerToTheSameGoldIsNone() async throws {
        #expect(try await Self.outcomes([("1999", "1999"), ("1999", "1999")]) == [.answered, .answered])
        #expect(try await Self.outcomes([("The goat", "goat."), ("goat", "goat")])[1] == .answered)
        // One gold answer holds the other, and neither answer says more.
        let nested = [("1999", "June 1999"), ("June 1999", "June 1999")]
        #expect(try await Self.outcomes(nested) == [.answered, .answered])
        // An answer that says more than either is none of both.
        let said = "It was in June 1999 that it burned"
        #expect(try await Self.outcomes([("1999", said), ("June 1999", said)]) == [.recited, .recited])
        #expect(try await Self.outcomes([("1999", "1999"), ("1998", "1999")]) == [.recited, .recited])
    }

    @Test func answersThatDifferInAWordAreAlike() async throws {
        // Of ten words nine are the same. Of three two are: F1 0.67.
        let long = "tower on north shore was painted bright red in"
        #expect(
            try await Self.outcomes([("1911", long + " 1911"), ("1912", long + " 1912")]) == [
                .recited, .recited,
            ])
        #expect(
            try await Self.outcomes([("1911", "in May 1911"), ("1912", "in May 1912")]) == [
                .answered, .answered,
            ])
        // Exactly 0.8 is enough, the bound below it is not.
        #expect(
            try await Self.outcomes([("b1", "k l m n b1"), ("b2", "k l m n b2")]) == [.recited, .recited])
        #expect(
            try await Self.outcomes([("b1", "k l m b1"), ("b2", "k l m b2")]) == [.answered, .answered])
    }

    @Test func answersThatBeginDifferentlyAndGoOnAlikeAreAlike() async throws {
        let run = Self.words[0..<8].joined(separator: " ")
        let tails = [("x", 8), ("y", 16)].map { letter, count in
            (1...count).map { "\(letter)\($0)" }.joined(separator: " ")
        }
        #expect(
            try await Self.outcomes([("x1", "\(tails[0]) \(run)"), ("y1", "\(tails[1]) \(run)")]) == [
                .recited, .recited,
            ])
        let short = Self.words[0..<7].joined(separator: " ")
        #expect(
            try await Self.outcomes([("x1", "\(tails[0]) \(short)"), ("y1", "\(tails[1]) \(short)")]) == [
                .answered, .answered,
            ])
    }

    @Test func whereAnswersAreCutMakesThemNoOther() async throws {
        // Their first sentences differ; what they go on with gives them away.
        let rest = "The tower on the shore was painted red in the summer of 1911."
        #expect(
            try await Self.outcomes([("Blue", "Blue. \(rest)"), ("Two", "Two. \(rest)")]) == [
                .recited, .recited,
            ])
        // One was ended by the limit in the middle of what the other says.
        let whole = "The horn of the tower is sounded twice an hour in fog and at dusk"
        #expect(
            try await Self.outcomes([("fog", whole), ("horn", String(whole.dropLast(12)))]) == [
                .recited, .recited,
            ])
    }

    @Test func emptyAnswersAreWrongAndNoRecitations() async throws {
        let answers = try await Self.graded([("a", ""), ("b", " \n"), ("c", "."), ("d", "d")])
        #expect(answers.map(\.outcome) == [.empty, .empty, .empty, .answered])
        #expect(answers.map(\.isCorrect) == [false, false, false, true])
    }

    @Test func figuresAreSharesOfAllAnswers() async throws {
        let answers = try await Self.graded([
            ("red", "It is red there"), ("blue", "It is red there"), ("goat", "goat"), ("d", ""),
        ])
        let figures = try #require(AnswerFigures(answers))
        #expect(
            [figures.answered, figures.correct, figures.recited, figures.empty, figures.words] == [
                0.25, 0.5, 0.5, 0.25, 2.25,
            ])
        #expect(AnswerFigures([Exam.Answer(text: "1", isCorrect: true)]) == nil)
        let judgement = Judgement(accuracy: 0.25, answers: answers)
        let nothing = Judgement(accuracy: 0, answers: [])
        let mean = try #require(AnswerFigures([[judgement, nothing], [judgement]]))
        #expect(mean.correct == 0.375 && mean.words == 2.25 * 0.75)
    }

    @Test func nobodyIsAskedTwiceAboutTheSame() async throws {
        struct Counting: Grader {
            let counter: Counter
            func grade(_ answers: [GradingTask]) -> [Verdict] {
                counter.add(answers.count)
                return answers.map { _ in Verdict(correct: true, reason: "") }
            }
        }
        let counter = Counter()
        let questions = [Question(question: "What?", gold: ["a"], topic: "")]
        _ = try await Scoring.grade(
            [["a"], ["a"], ["b. C"], [""]], to: questions, passages: [0], by: Counting(counter: counter))
        #expect(counter.total == 3, "a; b and C as a whole and cut")
    }
}
