import Documents
import Files
import Foundation
import Testing

struct PDFTests {
    private typealias Block = SamplePDF.Block
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(tool: String) async throws -> Document? {
        try folder.writeProgram("bin/pdftotext", tool)
        let reader = DocumentReader(environment: ["PATH": folder.path + "/bin:/bin:/usr/bin"])
        return try await reader.read(folder.write("the_manual.pdf", "%PDF-1.4 …")).documents.first
    }

    private func read(title: String = "", _ pages: [Block]...) async throws -> Document? {
        let layout = try folder.write("layout.xml", SamplePDF.layout(title: title, pages))
        return try await read(tool: "cat '\(layout)'")
    }

    @Test func linesBecomeParagraphs() async throws {
        let document = try await read(
            title: "The Gauge &amp; its vane",
            [
                Block(
                    "The gauge stands on a mast of three", "metres and turns with the wind until",
                    "it is calm."),
                Block("A < B & C."),
            ])
        #expect(document?.title == "The Gauge & its vane")
        #expect(
            document?.text
                == "The gauge stands on a mast of three metres and turns with the wind until it is calm.\n\nA < B & C."
        )
    }

    @Test func aParagraphBeginsWhereItsFirstLineIsIndentedOrTheLastWasShort() async throws {
        let document = try await read(
            [
                Block(
                    "The gauge stands on a mast and turns.", "   The vane shows where the wind comes from,",
                    "and the cups show how strong it is.", "So does the scale.",
                    "Nothing else has to be read there.")
            ])
        #expect(
            document?.text
                == "The gauge stands on a mast and turns.\n\n"
                + "The vane shows where the wind comes from, and the cups show how strong it is.\n\n"
                + "So does the scale.\n\nNothing else has to be read there.")
    }

    @Test(arguments: [
        // Nothing else is known: a word divided by the line.
        ("The old instru-", "ment is blue.", "The old instrument is blue."),
        ("The old instru\u{2010}", "ment is blue.", "The old instrument is blue."),
        ("The old instru\u{AD}", "ment is blue.", "The old instrument is blue."),
        // The rest of the document has the word with its hyphen.
        ("A sea-going boat. A sea-", "going ship.", "A sea-going boat. A sea-going ship."),
        // Both parts are words by themselves here, the whole is none.
        (
            "A wind so strong here. Find a wind-", "strong place.",
            "A wind so strong here. Find a wind-strong place."
        ),
        // So they are here, and the whole is one, too.
        (
            "An under is a standing. The understanding under-", "standing.",
            "An under is a standing. The understanding understanding."
        ),
        // Names, numbers, dashes and shared ends keep theirs.
        ("The Anglo-", "Saxon gauge of 1990-", "The Anglo-Saxon gauge of 1990-"),
        ("It lasted from 1990-", "1995.", "It lasted from 1990-1995."),
        ("It turns -", "slowly.", "It turns - slowly."),
        ("All one-", "and two-digit numbers.", "All one- and two-digit numbers."),
    ])
    func hyphensAreOfTheWordOrOfTheLine(first: String, second: String, text: String) async throws {
        #expect(try await read([Block(first, second)])?.text == text)
    }

    @Test func runningHeadsAreNoTextAndSentencesGoOnOverThePage() async throws {
        let pages = (1...5).map { page in
            [
                Block("Annals of the Gauge, vol. 3", top: 30, size: 8),
                Block("page \(page) tells that on day \(page) of", "the month the wind", top: 100),
                Block("was weak and came from", "the east until the", left: 320, top: 100),
                Block("\(page + 10)", left: 290, top: 770, size: 8),
            ]
        }
        let layout = try folder.write("layout.xml", SamplePDF.layout(pages))
        let text = try #require(try await read(tool: "cat '\(layout)'")?.text)
        #expect(!text.contains("Annals") && !text.contains("15"))
        #expect(text.contains("of the month the wind was weak and came from the east until the page 2 tells"))
    }

    @Test func twoPagesShowARunningHeadOnlyInTheirMargin() async throws {
        let document = try await read(
            [Block("Day by day", top: 30), Block("It blew.", top: 100), Block("1", top: 770)],
            [Block("Day by day", top: 30), Block("It rained.", top: 100), Block("2", top: 770)])
        #expect(document?.text == "It blew.\n\nIt rained.")
        let lower = try await read(
            [Block("Day by day", top: 90), Block("It blew.", top: 110)],
            [Block("Day by day", top: 90), Block("It rained.", top: 110)])
        #expect(lower?.text == "Day by day\n\nIt blew.\n\nDay by day\n\nIt rained.")
    }

    @Test func pagesAndWhatIsLeftOutAreKnown() async throws {
        let document = try await read(
            [Block("Day by day", top: 30), Block("It blew.", top: 100), Block("1", top: 770)],
            [Block("Day by day", top: 30), Block("It rained and then", top: 100), Block("2", top: 770)],
            [Block("Day by day", top: 30), Block("it cleared.", top: 100), Block("3", top: 770)],
            [Block("Day by day", top: 30), Block("Calm.", top: 100), Block("4", top: 770)])
        let text = try #require(document?.text)
        #expect(text == "It blew.\n\nIt rained and then it cleared.\n\nCalm.")
        let pages = ["blew", "rained", "Calm"].map { word in
            document?.page(
                at: text.distance(from: text.startIndex, to: text.firstRange(of: word)!.lowerBound))
        }
        #expect(pages == [1, 2, 4])
        #expect(document?.sections.count == 1 && document?.page(at: 0) == 1)
        #expect(document?.leftOut.map(\.what) == ["running heads and page numbers"])
        #expect(document?.leftOut.first?.place == "pages 1 to 4")
    }

    @Test func aLonePageKeepsAllItHas() async throws {
        let document = try await read([
            Block("Harbour", top: 30), Block("It blew.", top: 100), Block("12", top: 770),
        ])
        #expect(document?.text == "Harbour\n\nIt blew.\n\n12")
    }

    @Test func chaptersHaveTheirOwnHeadsBesideThePagesNumber() async throws {
        let names = ["One", "One", "Two", "Three", "Four"]
        let pages = names.enumerated().map { page, name in
            [
                Block("Chapter \(name)", top: 30), Block("\(page + 3)", left: 500, top: 30),
                Block("It blew on \(name).", top: 100),
            ]
        }
        let layout = try folder.write("layout.xml", SamplePDF.layout(pages))
        #expect(try await read(tool: "cat '\(layout)'")?.text.contains("Chapter") == false)
    }

    @Test func headingsAreOfLargerType() async throws {
        let document = try await read(
            [
                Block("Gauge", top: 60, size: 24), Block("Setting it", "up", top: 120, size: 14),
                Block("Put it on a mast that is high enough and", "far from the house.", top: 170),
                Block("2.1 Power", top: 220), Block("It needs none.", top: 240),
            ])
        #expect(document?.title == "Gauge")
        #expect(
            document?.sections.map(\.headingPath) == [["Setting it up"], ["Setting it up", "2.1 Power"]])
    }

    @Test func itemsKeepTheirMarks() async throws {
        let document = try await read(
            [
                Block(
                    "The parts are:", "• a vane that shows where the", "  wind comes from", "• cups", top: 100
                ),
                Block("•", top: 200), Block("a scale", left: 82, top: 200),
                Block("1. Put it up.", "2. Read it.", top: 300),
            ])
        #expect(
            document?.text
                == "The parts are:\n\n- a vane that shows where the wind comes from\n- cups\n- a scale\n1. Put it up.\n2. Read it."
        )
    }

    @Test func codeKeepsItsLinesAndColumns() async throws {
        let document = try await read(
            [
                Block("Say this to make the gauge turn when it", "does not:", top: 100),
                Block("if calm == true {", "    turn by one", "}", top: 140, isFixedPitch: true),
                Block("1", "22", top: 200, isFixedPitch: true),
                Block("read the vane", "read the cups", left: 72 + 24, top: 200, isFixedPitch: true),
                Block("Then it turns.", top: 300),
            ])
        #expect(
            document?.text
                == "Say this to make the gauge turn when it does not:\n\nif calm == true {\n    turn by one\n}\n\n"
                + "1   read the vane\n22  read the cups\n\nThen it turns.")
    }

    @Test func aTableOfContentsIsNoText() async throws {
        let document = try await read(
            [
                Block(
                    "Power . . . . . . . . 3", "Care..................... 4", "Parts . . . . . . . . . 6",
                    top: 100),
                Block("The gauge needs no power . . .", top: 200),
            ])
        #expect(document?.text == "The gauge needs no power . . .")
    }

    @Test func smallPrintFollowsTheSentenceThatItInterrupts() async throws {
        let document = try await read(
            [
                Block("The gauge turns with the wind and shows", "where it comes from until it", top: 100),
                Block("See the tables.", top: 700, size: 7),
            ], [Block("is calm. Then it stops at last, as all", "gauges do.", top: 100)])
        #expect(
            document?.text
                == "The gauge turns with the wind and shows where it comes from until it is calm. Then it stops at last, "
                + "as all gauges do.\n\nSee the tables.")
    }

    @Test(arguments: ["Microsoft Word - x.doc", "paper.tex", "", "Untitled 3"])
    func aTitleLeftByAProgramIsNone(title: String) async throws {
        #expect(try await read(title: title, [Block("It blows.")])?.title == "The manual")
    }

    @Test func standardInputIsCopiedForTheTool() async throws {
        try folder.writeProgram(
            "bin/pdftotext",
            "echo '<page height=\"9\"><line><word xMin=\"1\" yMin=\"1\" xMax=\"9\" yMax=\"5\">'$(cat \"$4\")'</word></line>'"
        )
        let handle = try #require(FileHandle(forReadingAtPath: folder.write("in", "%PDF-1.4 text")))
        let reader = DocumentReader(
            environment: ["PATH": folder.path + "/bin:/bin:/usr/bin"], standardInput: handle)
        #expect(try await reader.read("-").documents.first?.text == "%PDF-1.4 text")
    }

    @Test func aScanIsRefused() async throws {
        let error = await #expect(throws: Diagnosis.self) { try await read([]) }
        #expect(
            error?.remedy == "if it is a scan, run text recognition over it first: "
                + "ocrmypdf '\(folder.path)/the_manual.pdf' '\(folder.path)/the_manual.text.pdf'")
    }

    @Test func aFailingToolIsReportedByItsCause() async throws {
        let failed = await #expect(throws: Diagnosis.self) { try await read(tool: "exit 3") }
        #expect(failed?.code == .toolFailed)
        #expect(failed?.problem == "pdftotext cannot read it")
        let locked = await #expect(throws: Diagnosis.self) {
            try await read(tool: "echo 'Command Line Error: Incorrect password' >&2; exit 1")
        }
        #expect(locked?.problem == "protected by a password")
    }

    @Test func aMissingToolIsNamedWithHowToInstallIt() async throws {
        let reader = DocumentReader(environment: ["PATH": folder.path])
        let path = try folder.write("x.pdf", "%PDF-1.4")
        let error = await #expect(throws: Diagnosis.self) { try await reader.read(path) }
        #expect(
            error?.description
                == "\(path): pdftotext is needed to read PDF files and is not installed; "
                + "install poppler (Debian: apt-get install poppler-utils; macOS: brew install poppler)")
    }

    @Test(arguments: [
        "", "<", "<page", "<page height=\"nan\"><line><word>x", "<line></line></line><word>a</word>",
        "<page height=\"1e999\"><line><word xMin=\"1\" yMin=\"9\" xMax=\"0\" yMax=\"inf\">a</word></line>",
        "<word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">a</word></line>",
        "<page height=\"0\"><line><word xMin=\"0\" yMin=\"0\" xMax=\"0\" yMax=\"0\"> </word></line>",
    ])
    func whatIsNoLayoutHasNoText(output: String) async throws {
        let layout = try folder.write("layout.xml", output)
        let error = await #expect(throws: Diagnosis.self) { try await read(tool: "cat '\(layout)'") }
        #expect(error?.code == .empty)
    }

    @Test func oddBoxesEndNothing() async throws {
        let word = { (left: Double, top: Double, right: Double, bottom: Double) in
            "<line><word xMin=\"\(left)\" yMin=\"\(top)\" xMax=\"\(right)\" yMax=\"\(bottom)\">word</word></line>"
        }
        let lines = [
            word(0, 0, 0, 0), word(-999999, -999999, 999999, 999999), word(5, 5, 5, 6), word(1, 2, 3, 2),
            word(1e-9, 0, 2e-9, 1e-9),
        ]
        for first in lines {
            let page = "<page height=\"10\"><block>" + (lines + [first, first]).joined() + "</block></page>"
            let layout = try folder.write("layout.xml", page + page)
            #expect(try await read(tool: "cat '\(layout)'")?.text.contains("word") == true)
        }
    }

    @Test func aLongDocumentTakesLinearTime() async throws {
        let page = (0..<2000).map { Block("word-", top: Double($0 % 700)) }
        let layout = try folder.write("layout.xml", SamplePDF.layout(Array(repeating: page, count: 4)))
        #expect(try await read(tool: "cat '\(layout)'") != nil)
    }
}
