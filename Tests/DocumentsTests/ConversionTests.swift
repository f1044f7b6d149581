import Documents
import Files
import Foundation
import Testing

/// Follows what refusals advise, with the programs that are installed.
struct ConversionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static func has(_ programs: String...) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return programs.allSatisfy { program in
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
        }
    }

    private func shell(_ command: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(command)")
    }

    /// The text of what the advised command makes of a file.
    private func followed(_ path: String) async throws -> String? {
        let error = try #require(
            await #expect(throws: Diagnosis.self) { try await DocumentReader().read(path) })
        let command = try #require(error.remedy.firstRange(of: "): ") ?? error.remedy.firstRange(of: ": "))
            .upperBound
        let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        try shell(String(error.remedy[command...]))
        let made = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)).subtracting(before)
        #expect(made.count == 1)
        return try await DocumentReader().read(folder.path + "/" + (made.first ?? "")).documents.first?.text
    }

    @Test(.enabled(if: has("pandoc")), arguments: ["docx", "odt", "epub", "rtf"])
    func documentsOfOfficesBecomeMarkdown(ending: String) async throws {
        let path = folder.path + "/Oda's gauge.\(ending)"
        let text = try folder.write(
            "source.md", "---\ntitle: Oda\n---\n\n## Gauge\n\nIt blew at 14 bar & *more*.\n")
        try shell(
            "cd '\(folder.path)' && pandoc -s '\(text)' -o 'x.\(ending)' && mv 'x.\(ending)' \"Oda's gauge.\(ending)\""
        )
        #expect(try await followed(path)?.contains("Gauge\n\nIt blew at 14 bar & more.") == true)
    }

    @Test(.enabled(if: has("pandoc")))
    func whatIsConvertedIsNotOverwritten() async throws {
        let path = try folder.write("memo.md", "{\\rtf1\\ansi It blew at 14 bar.\\par}")
        #expect(try await followed(path) == "It blew at 14 bar.")
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("{\\rtf1"))
    }

    @Test(.enabled(if: has("ps2pdf", "pdftotext")))
    func postScriptBecomesPDF() async throws {
        let drawing =
            "/Helvetica findfont 20 scalefont setfont 72 700 moveto (It blew at 14 bar.) show showpage\n"
        #expect(try await followed(folder.write("g.ps", "%!PS\n" + drawing)) == "It blew at 14 bar.")
    }

    @Test(.enabled(if: has("xmllint")))
    func wordsOfXMLStayApart() async throws {
        let path = try folder.write(
            "log.xml",
            "<?xml version=\"1.0\"?><log><day>The Heron</day><day>blew at <b>14</b> bar &amp; more</day></log>"
        )
        #expect(try await followed(path) == "The Heron blew at 14 bar & more")
    }

    @Test(
        arguments: [
            ("l.txt", [0x63, 0x61, 0x66, 0xE9, 0x20, 0x80, 0x34], "café €4"),
            ("little.txt", Array("It blew.".utf8).flatMap { [$0, 0] as [UInt8] }, "It blew."),
            ("big.log", Array("It blew.".utf8).flatMap { [0, $0] as [UInt8] }, "It blew."),
        ] as [(String, [UInt8], String)])
    func otherEncodingsBecomeUTF8(name: String, bytes: [UInt8], text: String) async throws {
        #expect(try await followed(folder.write(name, bytes)) == text)
    }

    @Test func optionsAreNoNames() async throws {
        let error = await #expect(throws: Diagnosis.self) {
            let handle = try #require(FileHandle(forReadingAtPath: folder.write("in", "{\\rtf1 x}")))
            return try await DocumentReader(standardInput: handle).read("-")
        }
        #expect(error?.remedy.hasSuffix("pandoc -f rtf -t gfm -o FILE.md FILE") == true)
    }
}
