import Grading
import Testing

/// How much of an answer stands in a text.
@Suite struct GroundingTests {
    private let text = "The batteries keep the station running for nine days without wind."

    private func share(_ answer: String, asked question: String = "How long do the batteries last?") -> Double
    {
        Grounding.share(of: answer, in: text, question: question)
    }

    @Test(arguments: [
        "Nine days.", "The battery lasts nine days", "It has been running without winds for 9... days",
    ])
    func wordsCountInAnyForm(answer: String) { #expect(share(answer) >= 0.75) }

    @Test func whatStandsNowhereLowersIt() {
        #expect(share("Nine days.") == 1)
        #expect(share("Nine weeks.") == 0.5)
        #expect(share("A week in the Caribbean") == 0)
    }

    @Test func theQuestionsOwnWordsStandThere() {
        #expect(share("The batteries last nine days.") == 1)
        #expect(share("The batteries last nine days.", asked: "How long?") < 1)
    }

    @Test(arguments: ["", " ", "...", "It is what it is."])
    func whatSaysNothingStandsNowhere(answer: String) { #expect(share(answer) == 0) }

    @Test func anAnswerHoldsWhenItSaysSomethingNewThatStandsThere() {
        func holds(_ answer: String) -> Bool {
            Grounding.holds(answer, in: text, question: "How long do the batteries last?")
        }
        #expect(holds("Nine days.") && holds("The batteries last nine days."))
        #expect(!holds("The batteries."))
        #expect(!holds("Not nine days."))
        #expect(!holds("Nine weeks.") && !holds(""))
    }
}
