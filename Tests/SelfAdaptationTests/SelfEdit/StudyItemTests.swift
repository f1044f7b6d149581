import SelfAdaptation
import Testing

/// How completions are taken apart.
@Suite struct StudyItemTests {
    @Test func everyLineIsAPieceWithoutItsNumber() {
        let items = StudyItem.parse("1. The tower is orange.\n2) The horn is loud.\n- The goat has a bell.")
        #expect(
            items == [
                .text("The tower is orange."), .text("The horn is loud."), .text("The goat has a bell."),
            ])
    }

    @Test func anAnnouncementBeforeAListIsDropped() {
        #expect(
            StudyItem.parse("Here are the facts:\n1. The tower is orange.") == [.text("The tower is orange.")]
        )
    }

    @Test func aYearAtTheBeginningIsNoListNumber() {
        #expect(StudyItem.parse("1962 was the year it opened.") == [.text("1962 was the year it opened.")])
    }

    @Test func questionsAreCutIntoPairs() {
        let text =
            "Question 1: What colour is it?\nAnswer: orange\n\nQuestion 2: How high is it?\nAnswer: 31 metres"
        #expect(
            StudyItem.parse(text) == [
                .question("What colour is it?", answer: "orange"),
                .question("How high is it?", answer: "31 metres"),
            ])
    }

    @Test func aPairOnOneLineIsAPair() {
        #expect(
            StudyItem.parse("Q: What colour is it? Answer: orange") == [
                .question("What colour is it?", answer: "orange")
            ])
    }

    @Test func questionsWithoutAnswersAreNoPairs() {
        let items = StudyItem.parse("Question: What colour is it?\nQuestion: How high is it?")
        #expect(!items.contains { if case .question = $0 { true } else { false } })
    }

    @Test func repetitionsAndScrapsAreDropped() {
        let items = StudyItem.parse("The tower is orange.\nthe tower is ORANGE\n***\n3.\nYes.")
        #expect(items == [.text("The tower is orange.")])
    }

    @Test func nothingGivesNothing() {
        #expect(StudyItem.parse("").isEmpty)
        #expect(StudyItem.parse("\n \n---\n").isEmpty)
    }
}
