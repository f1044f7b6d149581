import Testing
import Text

/// Short spans that a person would ask about.
@Suite struct AnswerSpansTests {
    @Test(arguments: [
        (
            "In the south, the tomb of Xiao Xiu was built for a brother of Emperor Wu of Liang.",
            ["Xiao Xiu", "Emperor Wu of Liang", "south", "brother"]
        ),
        ("The market opens on May 5, 1999 at nine o'clock.", ["May 5 1999", "nine o'clock"]),
        ("About 30,000 people live there.", ["30,000 people"]),
        ("They call it \"the long wall\" today.", ["the long wall"]),
        ("It was founded in 1852 by Ada Brandt.", ["1852", "Ada Brandt"]),
        ("Prices rose by 4.5% in March.", ["4.5%"]),
    ])
    func namesNumbersAndPhrasesAreFound(_ sentence: String, _ expected: [String]) {
        let spans = AnswerSpans.of(sentence)
        for span in expected { #expect(spans.contains(span), "\(span) in \(spans)") }
    }

    @Test func spansAreShortAndApart() {
        let text =
            "The Great Northern Railway Company of Ireland ran 14 new steam engines from Belfast to the sea."
        let spans = AnswerSpans.of(text)
        #expect(!spans.isEmpty && Set(spans).count == spans.count)
        for span in spans {
            let words = span.split(separator: " ")
            #expect((1...AnswerSpans.longest).contains(words.count))
            #expect(words.allSatisfy { text.contains($0) })
        }
    }

    @Test(arguments: ["", "   ", "?!", "and the of", "……", "\u{1F600} \u{1F600}"])
    func whatHoldsNothingGivesNothing(_ text: String) { #expect(AnswerSpans.of(text).count <= 1) }
}
