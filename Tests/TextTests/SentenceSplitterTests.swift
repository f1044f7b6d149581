import Testing
import Text

struct SentenceSplitterTests {
    @Test(arguments: [
        ["It rains.", "It pours!", "Does it?", "Yes…", "End"],
        ["Dr. Who met Mr. X at 3.5 km, e.g. in St. Ives.", "Next."],
        ["J. K. Someone wrote it.", "So did I.", "Then we left."],
        ["The U.S. Navy came to the U.S.", "The rest stayed."],
        ["See Fig. 3 and No. 5 on pp. 7 ff. of it.", "The answer is no.", "Go on."],
        ["\"Really?\" asked the gauge.", "\"Yes.\"", "(It was so.)", "Good."],
        ["Wait... what?", "Ok."],
        ["At 5 p.m. it closes.", "Version 2.0.1 is out."],
        ["今日は晴れ。", "明日は「雨だ。」", "そう？", "はい"],
        ["Steps:", "1. Open it.", "2. Close it.", "3) Rest"],
        ["Items:", "- one", "- two.", "• three"],
        ["a | b", "1 | 2", "3 | 4"],
        ["A heading", "wrapped lines\nare one."],
        ["Mail a.b@c.de or see x.y/z.html now.", "Done."],
        ["It weighs 5.", "20 are built."],
    ])
    func textIsCutBetweenSentences(sentences: [String]) {
        for separator in sentences.count == 2 && sentences[0] == "A heading"
            ? ["\n\n"] : ["\n", "\n\n", " \n "]
        {
            let text = sentences.joined(separator: separator)
            #expect(SentenceSplitter.sentences(in: text).map(String.init) == sentences)
        }
    }

    @Test func spacesAreEnoughBetweenSentences() {
        let text = "One is it. Two is it?  Three. 四です。五です。 Six"
        let expected = ["One is it.", "Two is it?", "Three.", "四です。", "五です。", "Six"]
        #expect(SentenceSplitter.sentences(in: text).map(String.init) == expected)
    }

    @Test(arguments: ["", " \n ", "\n\n\n"])
    func noTextIsNoSentence(text: String) {
        #expect(SentenceSplitter.sentences(in: text).isEmpty)
    }

    @Test(arguments: [".", "a.", ". ", "\n", " ", "1.\n", "| ", "\"", "。", "A.B."])
    func hostileTextTakesLinearTime(piece: String) {
        let text = String(repeating: piece, count: 50_000)
        let kept = SentenceSplitter.sentences(in: text).reduce(0) {
            $0 + $1.filter { !$0.isWhitespace }.count
        }
        #expect(kept == text.filter { !$0.isWhitespace }.count)
    }
}
