import Grading
import Testing
import TestKit

@Suite struct LexicalGraderPropertyTests {
    static let golds = [
        "green", "the harbour master", "3 May 1808", "50,000", "2.3 million", "wheat, barley and rye",
        "oak or ash",
        "Mara J. Lindqvist", "not guilty", "12 km", "$5 million", "Tromsø", "yes", "No", "1920s", "Olaf II",
        "it", "of the", "北京", "Чайковский", "🦭", "a / b; c (d)", "—", "4K", "1914–18", "U.S.", "it's", "n't",
    ]

    @Test(arguments: golds)
    func goldIsRightAgainstItself(_ gold: String) {
        #expect(GradingCase("What is it?", gold, gold).verdict.correct)
    }

    @Test(arguments: golds)
    func emptyIsWrong(_ gold: String) {
        #expect(!GradingCase("What is it?", gold, "").verdict.correct)
    }

    static let pairs = [
        GradingCase("What colour is the gate?", "green", "The gate is green"),
        GradingCase("Where did she sail?", "Bergen", "She did not sail to Bergen"),
        GradingCase("When was she born?", "3 May 1808", "She was born in 1808"),
        GradingCase("What grows there?", "wheat, barley and rye", "wheat and rye"),
        GradingCase("Who wrote the charter?", "Mara Lindqvist", "Tove Lindqvist"),
    ]

    @Test(arguments: pairs)
    func surroundingMarksAndSpaceDoNotMatter(_ example: GradingCase) {
        let verdict = example.verdict.correct
        for answer in [
            "\(example.answer).", "  \(example.answer)\n", "\"\(example.answer)\"", "**\(example.answer)**",
            example.answer.replacing(" ", with: "   "), example.answer.replacing(" ", with: "\u{00A0}"),
        ] {
            #expect(GradingCase(example.question, example.gold, answer).verdict.correct == verdict)
        }
    }

    @Test(arguments: ["green", "twenty-one", "3 May 1808", "12 km", "oak", "the harbour master"])
    func caseDoesNotMatter(_ gold: String) {
        for answer in [gold.uppercased(), gold.lowercased()] {
            #expect(GradingCase("What is it?", gold, answer).verdict.correct)
        }
    }

    @Test func composedAndDecomposedAreOne() {
        #expect(GradingCase("Who?", "Jos\u{E9}", "Jose\u{301}").verdict.correct)
        #expect(GradingCase("Who?", "Jose\u{301}", "It was Jos\u{E9}.").verdict.correct)
    }

    @Test func sameInputsGiveSameVerdicts() {
        let first = Self.pairs.map(\.verdict)
        for _ in 0..<3 { #expect(Self.pairs.map(\.verdict) == first) }
    }

    @Test func oddTextNeverStopsTheGrader() {
        var generator = SmallGenerator(state: 7)
        let odd: [String] = [
            "\u{0}", "\u{301}", "\u{200D}", "\u{FEFF}", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "ﷺ", "½", "²", "Ⅷ", "1.", "1.2.3",
            "99999999999999999999999999",
            "1e309", ",", "-", "'", "n't", "'s", "$", "%", ".", "\n", "Q:", "A:", "(", ")", "/", ";", " or ",
            "İ", "ǆ",
            "0/0/0", "00-00-0000", "million", "hundred", "half", "May", "not", "我", "한국", "\u{1F1E6}",
        ]
        for _ in 0..<2000 {
            var parts: [String] = []
            for _ in 0..<3 {
                let count = Int.random(in: 0...6, using: &generator)
                let separator = Bool.random(using: &generator) ? " " : ""
                parts.append(
                    (0..<count).map { _ in odd[Int.random(in: 0..<odd.count, using: &generator)] }
                        .joined(separator: separator))
            }
            _ = LexicalGrader().grade(question: parts[0], gold: [parts[1]], answer: parts[2])
        }
    }

    @Test func longAnswersAreGraded() {
        let long = String(repeating: "the gate stood by the water and ", count: 2000) + "it was green"
        _ = GradingCase("What colour is the gate?", "green", long).verdict
    }
}
