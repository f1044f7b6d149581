import SelfAdaptation
import Testing

struct ContextSplitterTests {
    private let splitter = ContextSplitter(target: 20, maximum: 30)

    private func sentence(_ words: Int, _ name: String = "w") -> String {
        (1...words).map { "\(name)\($0)" }.joined(separator: " ") + "."
    }

    @Test func aSmallDocumentIsOneContext() {
        let sections = [
            DocumentSection(text: sentence(5)), DocumentSection(headingPath: ["A"], text: sentence(6)),
        ]
        let passages = splitter.passages(title: "Doc", sections: sections)
        #expect(passages.map(\.context) == [.init(title: "Doc", text: sentence(5) + "\n\n" + sentence(6))])
    }

    @Test func headingsAreTheFirstChoice() {
        let sections = ["A", "B"].map { DocumentSection(headingPath: ["Part", $0], text: sentence(20, $0)) }
        let passages = splitter.passages(title: "Doc", sections: sections)
        #expect(
            passages.map(\.context) == [
                .init(title: "Doc: A", text: sentence(20, "A")),
                .init(title: "Doc: B", text: sentence(20, "B")),
            ])
    }

    @Test func thenParagraphsThenSentences() {
        let first = sentence(15, "a")
        let second = [sentence(12, "B"), sentence(13, "C"), sentence(14, "D")].joined(separator: " ")
        let texts = splitter.passages(title: "Doc", sections: [.init(text: first + "\n\n" + second)]).map(
            \.context.text)
        #expect(texts == [first, sentence(12, "B"), sentence(13, "C"), sentence(14, "D")])
    }

    @Test func smallSectionsAreNamedTogether() {
        let sections = ["Power", "Care", "Parts"].map {
            DocumentSection(headingPath: [$0], text: sentence(6, $0))
        }
        let passages = splitter.passages(title: "Doc", sections: sections)
        #expect(passages.map(\.context.title) == ["Doc: Power; Care; Parts"])
        let deep = sections.map { section in
            var section = section
            section.headingPath = ["Chapter", String(repeating: section.headingPath[0], count: 10)]
            return section
        }
        #expect(splitter.passages(title: "Doc", sections: deep).map(\.context.title) == ["Doc: Chapter"])
    }

    @Test func aSentenceIsCutOnlyWhenItMustBe() {
        let long = sentence(40).replacing("w20 ", with: "w20, ")
        let texts = splitter.passages(title: "Doc", sections: [.init(text: long)]).map(\.context.text)
        #expect(texts.count == 2 && texts[0].hasSuffix("w20,"))
        let fitting = (0..<6).map { sentence(25, "S\($0)x") }
        let whole = splitter.passages(title: "Doc", sections: [.init(text: fitting.joined(separator: " "))])
        #expect(whole.map(\.context.text) == fitting)
    }

    @Test func textWithoutSpacesIsCut() {
        let text = String(repeating: "天気がいいから散歩する、", count: 20) + "。"
        let texts = splitter.passages(title: "Doc", sections: [.init(text: text)]).map(\.context.text)
        #expect(texts.allSatisfy { ContextSplitter.wordCount($0) <= 30 })
        #expect(texts.joined() == text)
    }

    @Test(arguments: ["ก็เดินทาง", "ຂ້ອຍ", "ခရီးသွား", "xyzwvutsrqponm"])
    func scriptsWithoutSpacesAreNoSingleWord(piece: String) {
        let text = String(repeating: piece, count: 200)
        let texts = splitter.passages(title: "Doc", sections: [.init(text: text)]).map(\.context.text)
        #expect(texts.count >= 10 && texts.joined() == text)
    }

    @Test func noTextIsNoContext() {
        #expect(splitter.passages(title: "Doc", sections: []).isEmpty)
        #expect(splitter.passages(title: "Doc", sections: [.init(text: " \n")]).isEmpty)
    }

    @Test(arguments: 1...60)
    func nothingIsLostAndNothingIsTooLong(seed: Int) {
        // A small generator of its own: sections, paragraphs and sentences of all sizes.
        var state = UInt64(seed)
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let sections = (0...next(6)).map { section in
            let paragraphs = (0...next(4)).map { _ in
                (0...next(5)).map { _ in sentence(1 + next(next(4) == 0 ? 80 : 25)) }.joined(separator: " ")
            }
            return DocumentSection(headingPath: ["S\(section)"], text: paragraphs.joined(separator: "\n\n"))
        }
        let passages = splitter.passages(title: "Doc", sections: sections)
        let words = { (texts: [String]) in texts.flatMap { $0.split(whereSeparator: \.isWhitespace) } }
        #expect(words(passages.map(\.context.text)) == words(sections.map(\.text)))
        #expect(passages.allSatisfy { ContextSplitter.wordCount($0.context.text) <= 30 })
        // A passage is what stands at its place, and places go up.
        let whole = Array(sections.map(\.text).joined(separator: DocumentSection.separator).unicodeScalars)
        for passage in passages {
            #expect(String(String.UnicodeScalarView(whole[passage.range])) == passage.context.text)
        }
        #expect(zip(passages, passages.dropFirst()).allSatisfy { $0.range.upperBound < $1.range.lowerBound })
    }

    @Test func placesCountScalars() throws {
        let sections = [
            DocumentSection(text: "Die Möwe e\u{301}tait là \u{1F426}."),
            DocumentSection(headingPath: ["B"], text: sentence(30)),
        ]
        let passages = splitter.passages(title: "Doc", sections: sections)
        let last = try #require(passages.last)
        let first = sections[0].text.unicodeScalars.count
        #expect(last.headingPath == ["B"] && last.range.lowerBound == first + 2)
        #expect(last.range.count == sections[1].text.unicodeScalars.count)
    }

    @Test func sizesAreCountedOncePerPart() {
        let calls = Counter()
        let counting = ContextSplitter(target: 100, maximum: 150) { text in
            calls.add(text.utf8.count)
            return ContextSplitter.wordCount(text)
        }
        let text = (0..<2000).map { sentence(12, "P\($0)x") }.joined(separator: " ")
        #expect(counting.passages(title: "Doc", sections: [.init(text: text)]).count > 100)
        #expect(calls.total <= 2 * text.utf8.count)
    }
}
