import Documents
import Files
import Foundation
import Testing

struct ReaderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func failure(_ name: String, _ bytes: [UInt8], limit: Int = 1000) async throws -> Diagnosis {
        let path = try folder.write(name, bytes)
        return try #require(
            await #expect(throws: Diagnosis.self) { try await DocumentReader(limit: limit).read(path) })
    }

    private func text(_ name: String, _ bytes: [UInt8]) async throws -> String? {
        try await DocumentReader().read(folder.write(name, bytes)).documents.first?.text
    }

    @Test func plainTextKeepsItsLines() async throws {
        let batch = try await DocumentReader().read(
            folder.write("wind-gauge_v2.txt", "\u{FEFF}a\r\nb\r\r\nc *d*\n"))
        let document = try #require(batch.documents.first)
        #expect(document.text == "a\nb\n\nc *d*")
        #expect(document.title == "Wind gauge v2")
        #expect(document.source == folder.path + "/wind-gauge_v2.txt")
        #expect(batch.skipped.isEmpty)
    }

    @Test func utf16IsReadByItsMark() async throws {
        let text = "höhe 🎉"
        let little: [UInt8] = text.utf16.reduce(into: [0xFF, 0xFE]) {
            $0 += [UInt8($1 & 0xFF), UInt8($1 >> 8)]
        }
        let big: [UInt8] = text.utf16.reduce(into: [0xFE, 0xFF]) { $0 += [UInt8($1 >> 8), UInt8($1 & 0xFF)] }
        #expect(try await self.text("l.txt", little) == text)
        #expect(try await self.text("b.txt", big) == text)
        let error = try await failure("h.txt", [0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00])
        #expect(error.problem == "marked as UTF-16 and not valid UTF-16")
    }

    @Test(
        arguments: [
            ([0x61, 0x0A, 0x62, 0xFF], 3, 2), ([0xC3], 0, 1), ([0x61, 0xC0, 0x80], 1, 1),
            ([0xED, 0xA0, 0x80], 0, 1),
            ([0xE0, 0x9F, 0xBF], 0, 1), ([0xF0, 0x9F, 0x8E, 0x89, 0xF4, 0x90, 0x80, 0x80], 4, 1),
            ([0x0D, 0x0A, 0x0A, 0x80], 3, 3),
        ] as [([UInt8], Int, Int)])
    func wrongBytesAreNamed(bytes: [UInt8], offset: Int, line: Int) async throws {
        let error = try await failure("x.txt", bytes)
        #expect(error.code == .invalidText && error.place == "byte \(offset), line \(line)")
    }

    @Test func refusalsAreOneLineWithARemedy() async throws {
        let path = folder.path
        #expect(
            try await failure("x.txt", [0x61, 0xE9, 0x62]).description
                == "\(path)/x.txt: byte 1, line 1: not valid UTF-8; "
                + "if it is in Latin script, convert it: iconv -c -f WINDOWS-1252 -t UTF-8 '\(path)/x.txt' > "
                + "'\(path)/x.utf-8.txt'")
        #expect(
            try await failure("x.bin", [0x61, 0, 0x62]).description
                == "\(path)/x.bin: byte 1: a zero byte, so this is not text; "
                + "give a text, Markdown, HTML or PDF file, a notebook or source code")
        #expect(
            try await failure("e.md", Array(" \n<!-- x -->\n".utf8)).description
                == "\(path)/e.md: no text in it; give a document with something to learn")
        #expect(try await failure("e.txt", []).code == .empty)
        #expect(
            try await failure("big.txt", Array(repeating: 0x61, count: 1001)).description
                == "\(path)/big.txt: larger than the limit of 0 MB; split it into smaller files")
        #expect(
            try await failure("not.pdf", Array("<!doctype html>".utf8)).description
                == "\(path)/not.pdf: named as a PDF and is not one; "
                + "check that it was copied or downloaded whole")
        let missing = await #expect(throws: Diagnosis.self) {
            try await DocumentReader().read(path + "/none")
        }
        #expect(missing?.description == "\(path)/none: no such file or folder; check the name")
    }

    @Test func anEndlessFileEnds() async throws {
        let error = await #expect(throws: Diagnosis.self) {
            try await DocumentReader(limit: 1 << 20).read("/dev/zero")
        }
        #expect(error?.code == .limitExceeded)
    }

    @Test func aFolderIsReadInOrder() async throws {
        try folder.write("set/b.txt", "second")
        try folder.write("set/a/z.md", "# First\n\nfirst")
        try folder.write("set/README", "readme")
        try folder.write("set/.hidden.txt", "no")
        try folder.write("set/.git/x.txt", "no")
        try folder.write("set/tool.swift", "let a = 1")
        try folder.write("set/table.dat", "1 2")
        try folder.write("set/c.txt", [0x00])
        try folder.write("set/d.txt", "")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/set/loop", withDestinationPath: folder.path + "/set")
        let set = folder.path + "/set"
        let batch = try await DocumentReader().read(set)
        #expect(batch.documents.map(\.text) == ["readme", "First\n\nfirst", "second", "let a = 1"])
        #expect(batch.skipped.map(\.file) == ["c.txt", "d.txt", "table.dat"].map { set + "/" + $0 })
        #expect(
            batch.skipped.last?.description
                == "\(set)/table.dat: files ending in .dat are not read in a folder; "
                + "name it on the command line if it is text")
    }

    @Test func aFolderWithoutDocumentsIsRefused() async throws {
        try folder.write("none/x.png", [0])
        let error = await #expect(throws: Diagnosis.self) {
            try await DocumentReader().read(folder.path + "/none")
        }
        #expect(error?.code == .unsupportedKind)
    }

    @Test(arguments: [
        ("# Gauge\n\nIt *blows*.", "Gauge", "Gauge\n\nIt blows."),
        ("plain *text*", "Standard input", "plain *text*"),
        ("<html><title>T</title><p>x", "T", "x"),
    ])
    func standardInputIsSniffed(input: String, title: String, text: String) async throws {
        let handle = try #require(FileHandle(forReadingAtPath: folder.write("in", input)))
        let document = try await DocumentReader(standardInput: handle).read("-").documents.first
        #expect(document?.title == title && document?.source == "-")
        #expect(document?.sections.map(\.text) == [text])
    }

    /// Files that the kernel makes have no length by the system's own word, and some of them have no end.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/version")), .timeLimit(.minutes(1)))
    func whatTheKernelMakesIsNotReadInAFolder() async throws {
        try folder.write("f/a.txt", "The ferry is blue.")
        for (name, file) in [("b.txt", "/proc/version"), ("c.txt", "/proc/kmsg")] {
            symlink(file, folder.path + "/f/" + name)
        }
        let batch = try await DocumentReader().read(folder.path + "/f")
        #expect(batch.documents.map(\.text) == ["The ferry is blue."])
        #expect(batch.skipped.first?.problem == "is empty")
    }
}
