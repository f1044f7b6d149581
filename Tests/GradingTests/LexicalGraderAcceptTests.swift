import Grading
import Testing

@Suite struct LexicalGraderAcceptTests {
    @Test(arguments: [
        // Case, articles, punctuation, wording around the gold.
        GradingCase("What colour is the gate?", "green", "GREEN."),
        GradingCase("What colour is the gate?", "green", "The gate is green."),
        GradingCase("Who keeps the lamp?", "the harbour master", "It is kept by the Harbor Master"),
        GradingCase("What do the boats carry?", "salt", "\"Salt\""),
        // Unicode.
        GradingCase("Where was the treaty signed?", "Tromsø", "It was signed in Tromso."),
        GradingCase("Who painted it?", "José Núñez", "jose nunez"),
        GradingCase("What is it called?", "ﬁlament", "filament"),
        GradingCase("Which street?", "Kirchstraße", "Kirchstrasse"),
        GradingCase("Who wrote it?", "O’Hara", "O'Hara wrote it"),
        // Numbers.
        GradingCase("How many bells hang there?", "twenty-one", "21"),
        GradingCase("How many bells hang there?", "21", "There are twenty-one bells."),
        GradingCase("How many people live there?", "50,000", "50 000"),
        GradingCase("How many people live there?", "2.3 million", "2,300,000"),
        GradingCase("How many people live there?", "ten million", "about 10 million people"),
        GradingCase("How many pages are there?", "two hundred and six", "206 pages"),
        GradingCase("Which place did she take?", "third", "She came 3rd"),
        GradingCase("In which century was it built?", "nineteenth century", "In the 19th century."),
        GradingCase("What year was it?", "1984", "nineteen eighty-four"),
        GradingCase("How much of it is lost?", "half", "50 percent"),
        GradingCase("How much does it cost?", "$5 million", "5 million dollars"),
        GradingCase("How much does it cost?", "£40", "forty pounds"),
        GradingCase("What share is salt?", "12%", "12 percent"),
        GradingCase("When did it flourish?", "1920s", "in the 1920s"),
        GradingCase("When did it flourish?", "the 1920s", "1924"),
        GradingCase("What is the salt's formula?", "H2O", "It is H2O."),
        // Dates.
        GradingCase("When was she born?", "3 May 1808", "She was born on May 3, 1808."),
        GradingCase("When was she born?", "3 May 1808", "1808-05-03"),
        GradingCase("When was she born?", "May 3rd, 1808", "the 3rd of May 1808"),
        GradingCase("When was she born?", "14 Sept 1911", "14/9/1911"),
        GradingCase("When was it opened?", "October 1811", "It was opened on October 31, 1811."),
        GradingCase("When was it opened?", "1811", "It was opened on 31 October 1811."),
        GradingCase("When was it opened?", "October 1811", "1811"),
        GradingCase("When was it opened?", "3 May 1808", "on 3 may 1808"),
        // A place in a place.
        GradingCase("Where was she born?", "Bergen, Norway", "Bergen"),
        GradingCase("In which town did she live?", "Bergen, Norway", "She lived in Bergen, by the harbour."),
        // Units.
        GradingCase("How long is the wall?", "12 km", "12 kilometres"),
        GradingCase("How heavy is the anchor?", "3 tonnes", "It weighs three tons."),
        // Inflection, spelling, peoples, near-synonyms.
        GradingCase("What do they collect?", "berries", "a berry"),
        GradingCase("What is the guild's work?", "organising fairs", "It organizes fairs."),
        GradingCase("What was her work?", "teaching", "She taught."),
        GradingCase("What ate the corn?", "mice", "a mouse"),
        GradingCase("What nationality was the pilot?", "Norwegian", "The pilot came from Norway."),
        GradingCase("Which country sent ships?", "United States", "the USA"),
        GradingCase("What does fog do to traffic?", "decrease", "Fog can reduce traffic."),
        // Names.
        GradingCase("Who wrote the charter?", "Dr. Mara Lindqvist", "Mara Lindqvist"),
        GradingCase("Who wrote the charter?", "Mara J. Lindqvist", "It was Mara Jane Lindqvist."),
        GradingCase(
            "Who found the island?", "Englishman Sir Francis Rooke",
            "The island of St. Maud was found on the 1577 voyage by Sir Francis Rooke to"),
        GradingCase("Who was the chief?", "Khuruldin", "Kuruldin"),
        GradingCase("Which body pays?", "World Health Organization", "The WHO pays."),
        GradingCase("Which body pays?", "WHO", "The World Health Organization"),
        GradingCase("Where do trains stop?", "railroad depot", "at the rail road depot"),
        // Alternatives.
        GradingCase("What is it made of?", "oak or ash", "ash"),
        GradingCase("What is it made of?", "oak; ash", "It is made of oak."),
        GradingCase("What is it made of?", "oak/ash", "ash"),
        GradingCase("What is it called?", "Blue Heron (the old ferry)", "Blue Heron"),
        GradingCase("What does the word mean?", "\"calm\", \"still\", or \"quiet\"", "It means still."),
        // Lists and long golds.
        GradingCase("What grows there?", "wheat, barley and rye", "Rye, barley and wheat grow there."),
        GradingCase("Name one crop that grows there.", ["wheat", "barley"], "barley"),
        GradingCase("When was the mill founded?", "It was founded in 1852", "1852"),
        GradingCase("Which article rules on tolls?", "harbour act article 294", "Article 294"),
        // Negation that is part of the matter.
        GradingCase("What may reason not test?", "faith", "Reason may not be used to test faith."),
        GradingCase("What did the court find?", "not guilty", "She was found not guilty."),
        GradingCase("What did they sell?", "honey", "They sold not only wax but honey."),
        // Yes and no.
        GradingCase("Is the bridge open?", "yes", "Yes, it is open all year."),
        GradingCase("Is the bridge open?", "No", "It is not open."),
        GradingCase("Does the ferry run?", "yes", "The ferry does run."),
        // A choice.
        GradingCase("Is the pass easier or harder in winter?", "harder", "It is harder than in summer."),
        GradingCase("Do adults or cubs sleep longer?", "cubs", "Cubs sleep longer than adults."),
        // Turns and labels.
        GradingCase("What colour is the gate?", "green", "Answer: green"),
        GradingCase(
            "What colour is the gate?", "green", "What colour is the gate?\nAnswer: The gate is green."),
    ])
    func accepts(_ example: GradingCase) {
        let verdict = example.verdict
        #expect(verdict.correct, "\(verdict.reason)")
        #expect(!verdict.reason.isEmpty)
    }

    @Test func anyOfSeveralGoldsSuffices() {
        #expect(GradingCase("Who rowed?", ["Ada", "Brun"], "Brun rowed").verdict.correct)
        #expect(!GradingCase("Who rowed?", ["Ada", "Brun"], "Cato rowed").verdict.correct)
    }
}
