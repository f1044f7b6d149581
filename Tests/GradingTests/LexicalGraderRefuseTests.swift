import Grading
import Testing

@Suite struct LexicalGraderRefuseTests {
    @Test(arguments: [
        GradingCase("What colour is the gate?", "green", "The gate is red."),
        GradingCase("What colour is the gate?", "green", "The gate."),
        GradingCase("Who keeps the lamp?", "the harbour master", "the baker"),
        // Negation.
        GradingCase("What colour is the gate?", "green", "The gate is not green."),
        GradingCase("What colour is the gate?", "green", "It isn't green, it is red."),
        GradingCase("Where did she sail?", "Bergen", "She never sailed to Bergen."),
        GradingCase("Where did she sail?", "Bergen", "She sailed to Oslo instead of Bergen."),
        GradingCase("Where did she sail?", "Bergen", "to Oslo rather than Bergen"),
        GradingCase("What did the court find?", "not guilty", "She was found guilty."),
        // Numbers.
        GradingCase("How many bells hang there?", "21", "There are 12 bells."),
        GradingCase("What year was it?", "1914", "1915"),
        GradingCase("How many people live there?", "2.3 million", "2.3 thousand"),
        GradingCase("How many people live there?", "50,000", "5,000 people"),
        GradingCase("Which place did she take?", "third", "She came fourth"),
        GradingCase("When did it flourish?", "the 1920s", "1931"),
        GradingCase("What is the formula?", "HO", "H2O"),
        GradingCase("Who runs the Harbour Guild shows?", "Harbour Guild museum", "Harbour Guild"),
        // Dates and units.
        GradingCase("When was she born?", "3 May 1808", "She was born on 13 May 1808."),
        GradingCase("When was she born?", "3 May 1808", "She was born on 3 April 1808."),
        GradingCase("When was she born?", "8 November 2010", "28 November 2010"),
        GradingCase("When was she born?", "3 May 1808", "1808"),
        GradingCase("When was she born?", "3 May 1808", "She was born in 1808."),
        GradingCase("How long is the leave?", "4 weeks", "4 days"),
        GradingCase("How long is the wall?", "12 km", "12 miles"),
        // Names.
        GradingCase("Who wrote the charter?", "Mara Lindqvist", "Tove Aslaksen wrote the charter."),
        GradingCase("Who wrote the charter?", "Mara Lindqvist", "Mara Aslaksen"),
        GradingCase("Who was the king?", "Olaf II", "Harald II"),
        GradingCase("Where was she born?", "Bergen, Norway", "Norway"),
        GradingCase("Who led the crews?", "Ada Berg, Brun Holt", "Ada Berg"),
        // Hedges and choices.
        GradingCase("Where did she sail?", "Bergen", "Bergen or Oslo"),
        GradingCase("Where did she sail?", "Bergen", "It was either Oslo or Bergen."),
        GradingCase("Is the pass easier or harder in winter?", "harder", "easier"),
        GradingCase("Is it inner or outer?", "outer", "Inner in most, outer in a few."),
        // Lists.
        GradingCase("Who led the crews?", "Ada Berg and Brun Holt", "Ada Berg led the crews."),
        GradingCase("What grows there?", "wheat, barley and rye", "Only rye."),
        // Yes and no.
        GradingCase("Is the bridge open?", "yes", "No."),
        GradingCase("Is the bridge open?", "yes", "It is not open."),
        GradingCase("Is the bridge open?", "no", "Yes, it is open."),
        GradingCase("Is the bridge open?", "no", "The bridge is open."),
        // Nothing said.
        GradingCase("What colour is the gate?", "green", ""),
        GradingCase("What colour is the gate?", "green", " \n\t"),
        GradingCase("What colour is the gate?", "green", "?!"),
        GradingCase("What colour is the gate?", "green", "The text does not say that it is green."),
        // What follows an invented next question is not an answer.
        GradingCase(
            "What colour is the gate?", "green",
            "The gate is red.\n\nQuestion: What is the door?\nAnswer: green"),
        // The words of the question alone prove nothing.
        GradingCase(
            "Which harbour guild owned the mill?", "the old harbour guild", "The harbour guild owned it."),
    ])
    func refuses(_ example: GradingCase) {
        let verdict = example.verdict
        #expect(!verdict.correct, "\(verdict.reason)")
        #expect(!verdict.reason.isEmpty)
    }

    @Test func noGoldIsNeverRight() {
        #expect(!GradingCase("Who?", [], "Ada").verdict.correct)
        #expect(!GradingCase("Who?", "", "Ada").verdict.correct)
        #expect(!GradingCase("Who?", "", "").verdict.correct)
    }

    @Test func reasonsAreExact() {
        #expect(GradingCase("What colour?", "green", "").verdict.reason == "the answer is empty")
        #expect(GradingCase("What colour?", "green", "not green").verdict.reason == "denies the gold answer")
        #expect(GradingCase("When?", "3 May 1808", "4 May 1808").verdict.reason == "gives another date")
        #expect(GradingCase("How long?", "4 weeks", "4 days").verdict.reason == "gives another unit")
        #expect(
            GradingCase("Where?", "Oslo", "Oslo or Rome").verdict.reason
                == "offers alternatives without choosing")
        #expect(GradingCase("What colour?", "green", "green").verdict.reason == "is the gold answer")
        #expect(GradingCase("What colour?", "green", "Green!").verdict.reason == "says the gold answer")
        #expect(GradingCase("What colour?", "green", "red").verdict.reason == "says something else")
        #expect(GradingCase("Who?", [], "Ada").verdict.reason == "there is no gold answer")
        #expect(
            GradingCase("Who led?", "Ada Berg and Brun Holt", "Ada Berg").verdict.reason
                == "leaves out part of the list")
        #expect(GradingCase("Is it?", "yes", "No").verdict.reason == "says no")
    }
}
