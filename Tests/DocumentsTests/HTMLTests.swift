import Documents
import Testing

struct HTMLTests {
    private let folder = try? TemporaryFolder()

    private func document(_ text: String) async throws -> Document {
        let folder = try #require(folder)
        return try #require(
            try await DocumentReader().read(folder.write("a-page.html", text)).documents.first)
    }

    @Test(arguments: [
        ("<p>one\n two</p><p>three<br>four</p>", "one two\n\nthree\nfour"),
        ("a<script>if (a<b) x('</p>')</script>b<STYLE>p{}</Style>c", "abc"),
        ("<nav><ul><li>Home</li></ul></nav><p>Text</p><footer>f</footer>", "Text"),
        ("caf&eacute; &amp; &#8212; &#x2014; &#150; &bogus; &nbsp;x &#0;", "café & — — – &bogus; x \u{FFFD}"),
        ("<ul><li>a<li>b<ol><li>c</ol></ul><p>d", "- a\n- b\n  1. c\n\nd"),
        (
            "<table><tr><th>A<th>B</tr><tr><td><p>1</p></td><td>2</td></tr></table>after",
            "A | B\n1 | 2\n1: B 2\n\nafter"
        ),
        ("<pre>  x = 1\n\n  y</pre>", "  x = 1\n\n  y"),
        ("a <b>bold</b>, <i>it</i>.<!-- no --> end<!-- unclosed", "a bold, it. end"),
        ("<blockquote>Land!<footer>The mate</footer></blockquote>", "Land!\n\nThe mate"),
        ("1 < 2 and 3 <4> done <", "1 < 2 and 3 <4> done <"),
        ("<a title='>'>link</a> <img alt=\"x>y\" src=z>", "link"),
        ("<select><option>x</select><svg><title>no</title></svg>text", "text"),
        (
            "<body><form><div>The whole page</div><input value=no><button>Send</button><p>End</form>",
            "The whole page\n\nEnd"
        ),
    ])
    func pagesBecomePlainText(html: String, plain: String) async throws {
        #expect(try await document(html).text == plain)
    }

    @Test func headingsMakeSectionsAndTheTitle() async throws {
        let page = """
            <!DOCTYPE html><html><head><title>Tide &amp; tables - Harbour</title></head><body>
            <h1>Tide &amp; tables</h1><p>Intro</p><h2>Spring <em>tides</em></h2>High.<h2></h2></body></html>
            """
        let document = try await document(page)
        #expect(document.title == "Tide & tables")
        #expect(document.sections.map(\.headingPath) == [[], ["Spring tides"]])
    }

    @Test func theTitleStandsInForAHeading() async throws {
        #expect(try await document("<title> A\n page </title><p>x").title == "A page")
        #expect(try await document("<p>x").title == "A page")
    }

    @Test func whatIsLeftOutIsToldOnOneLine() async throws {
        let document = try await document("<h2>Tides<br>and\nferries</h2><p>x<p hidden>y")
        #expect(document.leftOut.map(\.place) == ["Tides and ferries"])
    }

    @Test func anUnclosedHeadingIsNoHeading() async throws {
        let long = String(repeating: "word ", count: 100)
        #expect(try await document("<h1>\(long)").text.count == 499)
    }

    @Test func attributesWithoutEndEndThePage() async throws {
        let attributes = (0..<100_000).map { "a\($0)=b" }.joined(separator: " ")
        let document = try await document("<p>word<p>more<p \(attributes)>x")
        #expect(document.text.hasPrefix("word"))
        #expect(document.leftOut.map(\.what) == ["the rest of the page"])
    }

    @Test(arguments: [
        "<div>", "<nav>", "<", "<a x=\"", "<a x=\">\" ", "<!--", "<!", "<title>", "&", "&#", "<ul><li>",
        "<h1>",
        "<table><tr><td>", "<pre>", "</div>", "<script>", "<a '", "1<sup>", "x<div>",
    ])
    func hostilePagesTakeLinearTime(piece: String) async throws {
        let page = "<p>word</p>" + String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        #expect(try await document(page).text.hasPrefix("word"))
    }
}
