import Console
import Testing

@Suite struct KeyDecoderTests {
    private func keys(_ bytes: [UInt8]) -> [Key] {
        var decoder = KeyDecoder()
        return bytes.compactMap { decoder.feed($0) }
    }

    @Test func charactersOfSeveralBytesComeWhole() {
        #expect(keys(Array("aé世🦭".utf8)) == [.text("a"), .text("é"), .text("世"), .text("🦭")])
    }

    @Test func bytesThatAreNoTextAreDropped() {
        #expect(keys([0xFF, 0x80, 0xE4, 0x41, 0x41, 0x42]) == [.text("B")])
    }

    @Test func arrowsInBothSpellings() {
        #expect(keys(Array("\u{1B}[A\u{1B}OB\u{1B}[C\u{1B}OD".utf8)) == [.up, .down, .right, .left])
    }

    @Test func unknownSequencesAreTakenInWhole() {
        #expect(keys(Array("\u{1B}[1;2Pa\u{1B}[99~b".utf8)) == [.text("a"), .text("b")])
    }

    @Test func controlKeys() {
        #expect(keys([3, 4, 13, 127, 23]) == [.interrupt, .endOfInput, .enter, .backspace, .deleteWord])
    }

    @Test func aPasteIsOneLineAndSteersNothing() {
        let paste = "\u{1B}[200~one\ntwo\u{03}\r\nthree\u{1B}[201~"
        #expect(keys(Array(paste.utf8)) == [.text("one two three")])
    }
}

@Suite struct LineBufferTests {
    private func line(_ text: String, _ keys: [Key]) -> LineBuffer {
        var line = LineBuffer(text)
        for key in keys { _ = line.apply(key) }
        return line
    }

    @Test func editsAtTheCursor() {
        #expect(line("ac", [.left, .text("b")]).text == "abc")
        #expect(line("abc", [.home, .delete, .end, .backspace]).text == "b")
    }

    @Test func aCharacterIsWhatAUserSees() {
        #expect(line("e\u{301}👩‍👩‍👧", [.backspace]).text == "e\u{301}")
        #expect(line("e\u{301}👩‍👩‍👧", [.backspace, .backspace]).text == "")
    }

    @Test func words() {
        #expect(line("one two  three", [.deleteWord]).text == "one two  ")
        #expect(line("one two", [.wordLeft, .wordLeft, .text("X")]).text == "Xone two")
        #expect(line("one two", [.home, .wordRight, .deleteToEnd]).text == "one ")
        #expect(line("", [.deleteWord, .wordLeft, .wordRight, .backspace, .delete]).text == "")
    }

    @Test func aWideLineScrollsWithTheCursor() {
        let wide = line("0123456789", [])
        #expect(wide.window(width: 5).text == "6789")
        #expect(wide.window(width: 5).cursor == 4)
        let start = line("0123456789", [.home]).window(width: 5)
        #expect(start.text == "01234" && start.cursor == 0)
        #expect(line("世界", []).window(width: 4).text == "界")
    }
}

@Suite struct InputHistoryTests {
    @Test func goesBackAndForthAndKeepsTheDraft() {
        var history = InputHistory()
        for line in ["one", "two", "two", "  "] { history.append(line) }
        #expect(history.lines == ["one", "two"])
        #expect(history.older(than: "dra") == "two")
        #expect(history.older(than: "two") == "one")
        #expect(history.older(than: "one") == nil)
        #expect(history.newer() == "two")
        #expect(history.newer() == "dra")
        #expect(history.newer() == nil)
    }
}
