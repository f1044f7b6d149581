import Testing
import Text

struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("plain", 5), ("naïve", 5), ("e\u{301}", 1), ("日本語", 6), ("ｆｕｌｌ", 8), ("ｶﾅ", 2),
        ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("🎉", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("👍🏽", 2), ("❤️", 2),
        ("❤", 1), ("กำ", 2), ("a\u{200D}", 1), ("\u{1B}", 0), ("…", 1), ("«»", 2), ("\u{20000}", 2), ("Ω", 1),
    ])
    func countsTerminalColumns(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }
}

struct TextLayoutTests {
    @Test func oneLineHoldsNothingThatSteersATerminal() {
        #expect(TextLayout.singleLine("  a\n\tb\u{1B}[31mc\u{7}\u{9B}d\u{202E}e  ") == "a b[31mcde")
        #expect(TextLayout.printable("a\tb\n\u{1B}c\r") == "a\tb\nc")
    }

    @Test func longTextIsCutAtAColumn() {
        #expect(TextLayout.truncated("abcdef", to: 6) == "abcdef")
        #expect(TextLayout.truncated("abcdef", to: 5) == "abcd…")
        #expect(TextLayout.truncated("日本語", to: 4) == "日…")
        #expect(TextLayout.truncated("abc", to: 0) == "")
    }

    @Test func wordsAreWrapped() {
        #expect(TextLayout.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(TextLayout.wrapped("extraordinary word", to: 6) == ["extrao", "rdinar", "y word"])
        #expect(TextLayout.wrapped("日本語", to: 4) == ["日本", "語"])
        #expect(TextLayout.wrapped("", to: 4) == [""])
        #expect(TextLayout.wrapped("日本", to: 0) == ["日", "本"])
    }

    @Test(arguments: 2..<30)
    func wrappingKeepsEveryWordAndTheWidth(width: Int) {
        let text = "The 測量 station logs 日本語 and 🎉🎉 twice, unquestionably so."
        let lines = TextLayout.wrapped(text, to: width)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
}
