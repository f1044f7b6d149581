import Documents
import Files
import Foundation
import Testing

/// What is read as what, by contents and name together.
struct FormatTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// What becomes of a file: the name of the format it is read as, or why it is refused.
    private func outcome(_ name: String, _ bytes: [UInt8]) async throws -> String {
        try folder.writeProgram("bin/pdftotext", "cat '\(folder.path)/layout.xml'")
        try folder.write("layout.xml", SamplePDF.layout([[SamplePDF.Block("It blew.", top: 100)]]))
        let reader = DocumentReader(environment: ["PATH": folder.path + "/bin:/bin:/usr/bin"])
        do {
            return try await reader.read(folder.write(name, bytes)).documents.map(\.format.name).joined()
        } catch let error as Diagnosis {
            return error.problem
        }
    }

    private static let names = [
        "a", "a.txt", "a.md", "a.html", "a.pdf", "a.ipynb", "a.json", "a.py", "a.docx", "a.xml", "a.svg",
        "a.dat",
    ]

    private static let pdf = "named as a PDF and is not one"
    private static let notebook = "named as a notebook and is not one"
    private static let json = "named as JSON and is not one"
    private static let data = "is data in JSON and no document"
    private static let xml = "is XML that is no page, which is not read"
    private static let zero = "a zero byte, so this is not text"

    /// The contents, and what becomes of them under each of the names; one outcome stands for all of them.
    private static let table: [(what: String, contents: [UInt8], outcomes: [String])] = [
        ("PDF", Array("%PDF-1.7\n1 0 obj".utf8), ["pdf"]),
        (
            "text that speaks of PDF's first bytes", Array("A file that begins with %PDF- is one.".utf8),
            [
                "text", "text", "markdown", "html", "pdf", notebook, json, "python", "text", xml, "text",
                "text",
            ]
        ),
        ("HTML", Array("<!DOCTYPE html><title>T</title><p>It blew.".utf8), pages(in: "a.py")),
        (
            "HTML behind a comment", Array("<!-- saved in 2021 -->\n<html><body>It blew.".utf8),
            pages(in: "a.py")
        ),
        (
            "HTML behind declarations",
            Array(
                "\u{FEFF}<?xml version=\"1.0\"?>\n<!-- x --><html xmlns=\"y\"><body>It blew.</body></html>"
                    .utf8),
            pages(in: "a.py")
        ),
        (
            "XML", Array("<?xml version=\"1.0\"?><log><day>It blew.</day></log>".utf8),
            [
                xml, xml, "markdown", "html", pdf, xml, xml, "python",
                "is a Word document (DOCX), which is not read", xml, "is an image, which is not read", xml,
            ]
        ),
        (
            "a drawing", Array("<svg xmlns=\"y\"><text>It blew.</text></svg><p>It blew.</p>".utf8),
            [
                xml, xml, "markdown", "html", pdf, xml, xml, "python",
                "is a Word document (DOCX), which is not read", xml, "is an image, which is not read", xml,
            ]
        ),
        (
            "a notebook",
            Array(#"{"cells": [{"cell_type": "raw", "source": "It blew."}], "nbformat": 4}"#.utf8),
            except(pdf, at: "a.pdf", "notebook")
        ),
        ("JSON", Array(#"{"context": "It blew."}"#.utf8), except(pdf, at: "a.pdf", data)),
        ("JSON lines", Array("{\"a\": 1}\n{\"a\": 2}\n".utf8), except(pdf, at: "a.pdf", data)),
        ("JSON in UTF-16", utf16(#"[{"context": "It blew."}]"#), except(pdf, at: "a.pdf", data)),
        (
            "text that begins like JSON", Array("{not} data [at all]".utf8),
            [
                "text", "text", "markdown", "html", pdf, notebook, data, "python", "text", xml, "text",
                "text",
            ]
        ),
        (
            "Markdown", Array("# Gauge\n\nIt blew.".utf8),
            [
                "markdown", "text", "markdown", "html", pdf, notebook, json, "python", "text", xml, "text",
                "text",
            ]
        ),
        (
            "text", Array("It blew.".utf8),
            [
                "text", "text", "markdown", "html", pdf, notebook, json, "python", "text", xml, "text",
                "text",
            ]
        ),
        (
            "text in UTF-16", utf16("It blew."),
            [
                "text", "text", "markdown", "html", pdf, notebook, json, "python", "text", xml, "text",
                "text",
            ]
        ),
        (
            "other bytes", [1, 0, 0, 2],
            [zero, zero, zero, zero, pdf, notebook, json, zero, zero, xml, zero, zero]
        ),
        ("nothing", [], Array(repeating: "is empty", count: names.count)),
    ]

    private static func pages(in code: String) -> [String] {
        names.map { $0 == "a.pdf" ? pdf : $0 == code ? "python" : "html" }
    }

    private static func except(_ other: String, at name: String, _ usual: String) -> [String] {
        names.map { $0 == name ? other : usual }
    }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf16.reduce(into: [0xFF, 0xFE]) { $0 += [UInt8($1 & 0xFF), UInt8($1 >> 8)] }
    }

    @Test(arguments: table.indices)
    func contentsAndNameDecideTogether(row: Int) async throws {
        let (what, contents, outcomes) = Self.table[row]
        for (index, name) in Self.names.enumerated() {
            let expected = outcomes.count == 1 ? outcomes[0] : outcomes[index]
            let found = try await outcome(name, contents)
            #expect(found == expected, "\(what) in \(name)")
        }
    }

    @Test(arguments: [
        ("x.markdown", "markdown"), ("x.XHTML", "html"), ("x.rst", "text"), ("x.swift", "swift"),
        ("x.h", "c"),
        ("x.hpp", "cpp"), ("x.tsx", "typescript"), ("x.sql", "sql"), ("x.RS", "rust"), ("x.sh", "shell"),
    ])
    func endingsAreKnown(name: String, format: String) async throws {
        #expect(try await outcome(name, Array("It blew.".utf8)) == format)
    }

    @Test(
        arguments: [
            (Array("{\\rtf1\\ansi It blew.}".utf8), "a document in Rich Text Format (RTF)"),
            (
                [0x50, 0x4B, 3, 4] + Array("....mimetypeapplication/epub+zip".utf8),
                "an electronic book (EPUB)"
            ),
            (
                [0x50, 0x4B, 3, 4] + Array("..mimetypeapplication/vnd.oasis.opendocument.text".utf8),
                "an OpenDocument text (ODT)"
            ),
            (
                [0x50, 0x4B, 3, 4] + Array("..[Content_Types].xml ... word/document.xml".utf8),
                "a Word document (DOCX)"
            ),
            (
                [0x50, 0x4B, 3, 4] + Array("..[Content_Types].xml ppt/presentation.xml".utf8),
                "slides (PPTX, ODP or PPT)"
            ),
            ([0x50, 0x4B, 3, 4] + Array("..xl/workbook.xml".utf8), "a spreadsheet (XLSX, ODS or XLS)"),
            ([0x50, 0x4B, 3, 4] + Array("..pictures/gauge.png".utf8), "an archive"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "an old Word document (DOC)"),
            (
                [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]
                    + "Workbook".utf16.flatMap { [UInt8($0), 0] },
                "a spreadsheet (XLSX, ODS or XLS)"
            ),
            (Array("%!PS-Adobe-3.0".utf8), "a PostScript file"),
            (Array("AT&TFORM....DJVU".utf8) + [0], "a DjVu file"),
            ([0x89] + Array("PNG\r\n".utf8), "an image"), ([0xFF, 0xD8, 0xFF, 0xE0], "an image"),
            (Array("GIF89a".utf8) + [0], "an image"), (Array("RIFF....WEBPVP8 ".utf8), "an image"),
            (Array("BM".utf8) + [0, 0, 0, 0], "an image"),
            ([0, 0, 0, 0x18] + Array("ftypheic....".utf8), "an image"),
            (Array("RIFF....WAVEfmt ".utf8), "sound or video"),
            ([0, 0, 0, 0x18] + Array("ftypisom....".utf8), "sound or video"),
            (Array("OggS".utf8) + [0], "sound or video"), ([0x1F, 0x8B, 8], "a compressed file"),
            ([0xFD] + Array("7zXZ".utf8), "a compressed file"),
            ([0x28, 0xB5, 0x2F, 0xFD], "a compressed file"),
            (Array(repeating: 0x61, count: 257) + Array("ustar\u{0}00".utf8), "an archive"),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "an archive"), ([0x7F] + Array("ELF".utf8), "a program"),
            (Array("MZ".utf8) + [0x90, 0], "a program"), ([0] + Array("asm".utf8), "a program"),
            (Array("GGUF".utf8) + [3, 0, 0, 0], "a model's weights"),
            ([12, 0, 0, 0, 0, 0, 0, 0] + Array("{\"a\":{}}".utf8), "a model's weights"),
            (Array("PAR1".utf8) + [0], "a Parquet file"), (Array("SQLite format 3\u{0}".utf8), "a database"),
        ] as [([UInt8], String)])
    func otherFormatsAreRefusedByWhatTheyAre(contents: [UInt8], what: String) async throws {
        for name in ["a", "a.txt", "a.md", "a.pdf", "a.py", "a.json", "a.dat"] {
            #expect(try await outcome(name, contents) == "is \(what), which is not read", "in \(name)")
        }
    }

    @Test(arguments: [
        "BM is a town.", "MZ", "GIFs are pictures.", "It says ftyp here, and ustar.", "PK and more",
    ])
    func textThatBeginsLikeOtherFormatsIsText(text: String) async throws {
        #expect(try await outcome("a.txt", Array(text.utf8)) == "text")
    }
}
