import Documents
import Files
import Testing

struct MarkdownTests {
    private let folder = try? TemporaryFolder()

    private func document(_ text: String) async throws -> Document {
        let folder = try #require(folder)
        return try #require(try await DocumentReader().read(folder.write("a_note.md", text)).documents.first)
    }

    @Test(arguments: [
        ("a [link](http://x.y/z_(1)) here", "a link here"),
        ("![a chart](chart.png) Text", "Text"),
        ("[![badge](b.svg)](ci) Text", "Text"),
        ("see [the page][1] and [1]", "see [the page][1] and [1]"),
        ("see [the page][1]\n\n[1]: http://x.y", "see the page"),
        ("**bold**, *it*, ***both***, ~~gone~~", "bold, it, both, gone"),
        ("snake_case and 5 * 3 * 2 and ~ten", "snake_case and 5 * 3 * 2 and ~ten"),
        ("use `a * b` and ``x ` y``", "use a * b and x ` y"),
        ("an unclosed ` tick and **star", "an unclosed ` tick and **star"),
        (#"escaped \*star\* and \[b\]"#, "escaped *star* and [b]"),
        ("AT&amp;T &copy; 1 &lt; 2 &nonsense; a & b", "AT&T © 1 < 2 &nonsense; a & b"),
        ("<https://a.b/c> and <b>x</b> and 1 < 2 > 0", "https://a.b/c and x and 1 < 2 > 0"),
        ("wrapped\nlines are\none", "wrapped lines are one"),
        ("hard  \nbreak", "hard\nbreak"),
        ("> quoted\n> words", "quoted words"),
        ("before\n\n<!-- hidden\n\nlines --> after", "before\n\nafter"),
        ("a `<!--` b\n\nc", "a <!-- b\n\nc"),
        ("text\n\n[1]: http://x.y\n\nmore", "text\n\nmore"),
        ("a\n\n***\n\nb", "a\n\nb"),
        ("日本**強調**語 _naïve_ é", "日本強調語 naïve é"),
        (
            "- one\n- *two*\n  wrapped\n    - deep\n\n1) first\n2) second",
            "- one\n- two wrapped\n  - deep\n1. first\n2. second"
        ),
        ("- [x] done\n- [ ] open", "- [x] done\n- [ ] open"),
        ("| a | b |\n|---|:-:|\n| 1 | **2** |\n\nafter", "a | b\n1 | 2\n1: b 2\n\nafter"),
        ("a | b\n--|--\n1 \\| one | 2", "a | b\n1 | one | 2\n1 | one: b 2"),
        ("```swift\nlet a = b*c*d\n\n# no heading\n```\nafter", "let a = b*c*d\n\n# no heading\n\nafter"),
        ("    indented *code*\n\n    more\n\ntext", "indented *code*\n\nmore\n\ntext"),
    ])
    func markupBecomesPlainText(markdown: String, plain: String) async throws {
        #expect(try await document(markdown).text == plain)
    }

    @Test func headingsMakeSections() async throws {
        let text = """
            # The *Gauge* ##

            Intro.

            ## Setup
            Steps.

            ### Power
            Plug it in.

            Care
            ----
            Wipe it.

            ## Empty

            """
        let document = try await document(text)
        #expect(document.title == "The Gauge")
        #expect(
            document.sections.map(\.headingPath) == [[], ["Setup"], ["Setup", "Power"], ["Care"], ["Empty"]])
        #expect(
            document.text
                == "The Gauge\n\nIntro.\n\nSetup\n\nSteps.\n\nPower\n\nPlug it in.\n\nCare\n\nWipe it.\n\nEmpty"
        )
    }

    @Test(arguments: [
        ("---\ntitle: \"Wind: a gauge\"\ntags: x\n---\n# Other\ntext", "Wind: a gauge"),
        ("---\ntags: x\n---\n\n# Heading\ntext", "Heading"),
        ("no heading", "A note"),
        ("## Only a second level\ntext", "A note"),
        ("---\n\nrule, not front matter", "A note"),
    ])
    func titlesComeFromTheText(markdown: String, title: String) async throws {
        #expect(try await document(markdown).title == title)
    }

    @Test(arguments: [
        "[", "![", "](", "`", "**a ", "_a_ ", "<a ", "&", "\\", "[](", "> ", "- ", "| ", "```\n", "(",
        "<div>\n", "|a", "| - ",
    ])
    func hostileTextTakesLinearTime(piece: String) async throws {
        // Quadratic handling of a megabyte would take hours, not the seconds that end a stuck test run.
        let text = "word " + String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        #expect(try await document(text).text.hasPrefix("word"))
    }
}
