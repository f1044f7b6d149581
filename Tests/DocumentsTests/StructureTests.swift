import Documents
import Testing

/// What makes text answerable stays with it, whatever the format: headings, numbers, names of columns, notes.
@Suite struct StructureTests {
    private let folder = try? TemporaryFolder()

    private func text(_ name: String, _ contents: String) async throws -> String {
        let folder = try #require(folder)
        return try #require(try await DocumentReader().read(folder.write(name, contents)).documents.first)
            .text
    }

    @Test func aHeadingWithoutTextStays() async throws {
        let questions = "# Ferry\n\n## Does it sail on Sundays?\n\n## May dogs come along?\n\nOn a lead.\n"
        let expected = "Ferry\n\nDoes it sail on Sundays?\n\nMay dogs come along?\n\nOn a lead."
        #expect(try await text("a.md", questions) == expected)
        let page = "<h1>Ferry</h1><h2>Does it sail on Sundays?</h2><h2>May dogs come along?</h2><p>On a lead."
        #expect(try await text("a.html", page) == expected)
        let long = String(repeating: "a very long heading ", count: 8).trimmingCharacters
        #expect(try await text("b.md", "# A\n\n## \(long)\n").contains(long))
    }

    @Test(arguments: [
        ("<ol start=\"3\"><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ol><li>a<li value=\"10\">b<li>c</ol>", "1. a\n10. b\n11. c"),
        ("<ol reversed><li>a<li>b<li>c</ol>", "3. a\n2. b\n1. c"),
        ("<ol><li><p>a</p></li><li><p>b</p><p>c</p></li></ol>", "1. a\n2. b\nc"),
        ("<ul><li><p>a</p></li><li><div>b</div></li></ul>", "- a\n- b"),
        (
            "<ul><li><input type=checkbox checked> a<li><input type=checkbox> b</ul><input type=checkbox> c",
            "- [x] a\n- [ ] b\n\nc"
        ),
    ])
    func itemsKeepTheirNumbers(html: String, expected: String) async throws {
        #expect(try await text("a.html", html) == expected)
    }

    @Test(arguments: [
        // An empty corner.
        (
            "<table><tr><th><th>2022<th>2023<tr><th>Heron<td>14<td>16</table>",
            "| 2022 | 2023\nHeron | 14 | 16\nHeron: 2022 14, 2023 16"
        ),
        // A cell over two rows stands once, and is said of both.
        (
            "<table><tr><th>Boat<th>Day<th>Catch<tr><td rowspan=2>Skua<td>Mon<td>3<tr><td>Tue<td>4</table>",
            "Boat | Day | Catch\nSkua | Mon | 3\nSkua: Day Mon, Catch 3\n| Tue | 4\nSkua: Day Tue, Catch 4"
        ),
        // Empty cells at the end say nothing, and one cell alone needs no place.
        (
            "<table><tr><td>a<td>b<td><tr><td><td>Fees<tr><td>c<td>d<td></table>", "a | b\nFees\nc | d"
        ),
        // No names, no sentences.
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\nc | d"),
    ])
    func rowsCanBeAskedAbout(html: String, expected: String) async throws {
        #expect(try await text("a.html", html) == expected)
    }

    @Test func aCellOverTwoColumnsIsSaidOnce() async throws {
        let page = "<table><tr><th>Boat<th>Mon<th>Tue<tr><td>Skua<td colspan=2>in dock</table>"
        let read = try await text("a.html", page)
        #expect(read.contains("Skua") && read.contains("in dock"))
        #expect(read.split(separator: "\n")[1].components("in dock") == 1)
    }

    @Test(arguments: [
        ("<p>10<sup>6</sup> birds</p>", "10^6 birds"), ("<p>H<sub>2</sub>O boils</p>", "H2O boils"),
        ("<p>the 3<sup>rd</sup> pier</p>", "the 3rd pier"),
    ])
    func numbersStayApart(html: String, expected: String) async throws {
        #expect(try await text("a.html", html) == expected)
    }

    @Test(arguments: ["a.html", "a.md"])
    func elementsOfPicturesHideNothing(name: String) async throws {
        let page = "<p>Before.</p>\n\n<svg viewBox=\"0 0 1 1\"/>\n\n<p>After.</p>"
        #expect(try await text(name, page).hasSuffix("After."))
    }

    @Test func rowsAndCellsOfXMLMayStandAnywhere() async throws {
        let page = """
            <html xmlns="http://www.w3.org/1999/xhtml"><body><table><tr><td>outer<tr/><tr><td>inner</td></tr>\
            <caption>below</caption></td><td>b</td></tr></table></body></html>
            """
        #expect(try await text("a.html", page) == "outer\n\ninner\n\nbelow\n\nb")
    }

    @Test func anXHTMLElementMayBeEmpty() async throws {
        for empty in [
            "<script src=\"a.js\"/>", "<title/>", "<svg/>", "<iframe src=\"b\"/>", "<style/>", "<p/>",
        ] {
            let page = """
                <?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head>
                <body>\(empty)<p>The weir is wide.</p></body></html>
                """
            #expect(try await text("a.html", page) == "The weir is wide.", "\(empty)")
        }
    }

    @Test(arguments: [
        (
            "the bell[^1] rings\n\n[^1]: since 1907\n\nAnd on.",
            "the bell[1] rings\n\n[1] since 1907\n\nAnd on."
        ),
        ("read a[i][j] and [laughing](as he did) on", "read a[i][j] and [laughing](as he did) on"),
        ("a Map<String,Int> of List<Bird> here", "a Map<String,Int> of List<Bird> here"),
        ("lit in\n1907. It burnt\n14. May", "lit in 1907. It burnt 14. May"),
        ("- run\n\n      # make\n      go\n", "- run\n\n# make\ngo"),
        ("+++\ntitle = \"Kiln\"\n+++\nHot.", "Hot."),
        ("> [!NOTE]\n> The kiln is hot.", "NOTE: The kiln is hot."),
        ("a\n\n<style>p {}</style>\n\n<table><tr><td>K1</td><td>24 V</td></tr></table>", "a\n\nK1 | 24 V"),
    ])
    func markdownIsWhatCommonMarkSays(markdown: String, expected: String) async throws {
        #expect(try await text("a.md", markdown) == expected)
    }

    @Test(arguments: ["a.md", "a.html", "a.txt"])
    func noiseOfTypographyIsGone(name: String) async throws {
        let noisy = "the light\u{AD}house e\u{FB03}cient\u{200B} and\u{A0}white"
        #expect(try await text(name, noisy) == "the lighthouse efficient and white")
    }

    @Test func codeKeepsItsSpaces() async throws {
        let page = "<pre>if&nbsp;x:\n&nbsp;&nbsp;y()</pre>"
        #expect(try await text("a.html", page) == "if x:\n  y()")
    }
}

extension String {
    fileprivate var trimmingCharacters: String { String(self.reversed().drop { $0 == " " }.reversed()) }
}

extension Substring {
    /// How often a text occurs.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
