import Documents
import Foundation
import Testing

struct PDFTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ tools: [String: String]) async throws -> Document? {
        for (name, lines) in tools { try folder.writeProgram("bin/\(name)", lines) }
        let reader = DocumentReader(environment: ["PATH": folder.path + "/bin:/bin:/usr/bin"])
        return try await reader.read(folder.write("the_manual.pdf", "%PDF-1.4 …")).documents.first
    }

    @Test func linesBecomeParagraphs() async throws {
        let document = try await read([
            "pdftotext":
                "printf 'The instru-\\nment is\\nblue.\\n\\n\\nNew N-\\nS line.\\n• item\\n'",
            "pdfinfo": "printf 'Producer: x\\nTitle:    The Gauge \\n'",
        ])
        #expect(document?.title == "The Gauge")
        #expect(document?.text == "The instrument is blue.\n\nNew N- S line.\n• item")
    }

    @Test(arguments: ["Title: Microsoft Word - x.doc", "Title: paper.tex", "Title:", "Pages: 3"])
    func aTitleLeftByAProgramIsNone(details: String) async throws {
        let tools = [
            "pdftotext": "echo text", "pdfinfo": "echo '\(details)'",
        ]
        #expect(try await read(tools)?.title == "The manual")
    }

    @Test func metadataMayFail() async throws {
        #expect(
            try await read(["pdftotext": "echo text", "pdfinfo": "exit 1"])?.text == "text")
    }

    @Test func standardInputIsCopiedForTheTool() async throws {
        try folder.writeProgram("bin/pdftotext", "cat \"$4\"")
        try folder.writeProgram("bin/pdfinfo", "exit 1")
        let handle = try #require(FileHandle(forReadingAtPath: folder.write("in", "%PDF-1.4 text")))
        let reader = DocumentReader(
            environment: ["PATH": folder.path + "/bin:/bin:/usr/bin"], standardInput: handle)
        #expect(try await reader.read("-").documents.first?.text == "%PDF-1.4 text")
    }

    @Test func aScanIsRefused() async throws {
        let error = await #expect(throws: DocumentError.self) {
            try await read(["pdftotext": "echo", "pdfinfo": "exit 1"])
        }
        #expect(error?.remedy == "if it is a scan, run text recognition over it first, for example ocrmypdf")
    }

    @Test func aFailingToolIsReported() async throws {
        let error = await #expect(throws: DocumentError.self) { try await read(["pdftotext": "exit 3"]) }
        #expect(error?.code == .toolFailed)
        #expect(error?.problem == "pdftotext cannot read it")
    }

    @Test func aMissingToolIsNamedWithHowToInstallIt() async throws {
        let reader = DocumentReader(environment: ["PATH": folder.path])
        let path = try folder.write("x.pdf", "%PDF-1.4")
        let error = await #expect(throws: DocumentError.self) { try await reader.read(path) }
        #expect(
            error?.description
                == "\(path): pdftotext is needed to read PDF files and is not installed; "
                + "install poppler (Debian: apt-get install poppler-utils; macOS: brew install poppler)")
    }
}
