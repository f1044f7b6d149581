import Documents
import Files
import Foundation
import Testing

/// Encodings that pages state.
struct EncodingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(_ head: String, _ body: [UInt8]) async throws -> String? {
        let page = Array("\(head)<title>T</title><p>".utf8) + body + Array("</p>".utf8)
        return try await DocumentReader().read(folder.write("page.html", page)).documents.first?.text
    }

    @Test(
        arguments: [
            ("<!DOCTYPE html><meta charset=\"windows-1252\">", [0x80, 0x34, 0x20, 0xE9], "€4 é"),
            ("<!DOCTYPE html><meta charset=iso-8859-1>", [0x93, 0xE9, 0x94], "“é”"),
            (
                "<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-15'>", [0xA4, 0x34],
                "€4"
            ),
            ("<?xml version=\"1.0\" encoding=\"koi8-r\"?><html>", [0xCD, 0xC9, 0xD2], "мир"),
            ("<!DOCTYPE html><meta charset=shift_jis>", [0x95, 0x97], "風"),
            (
                "<!DOCTYPE html><meta charset=iso-2022-jp>",
                [0x1B, 0x24, 0x42, 0x49, 0x77, 0x1B, 0x28, 0x42], "風"
            ),
            // Converted, and the statement was left as it was.
            ("<!DOCTYPE html><meta charset=\"windows-1252\">", Array("€4".utf8), "€4"),
            // A byte that means nothing there takes nothing else with it.
            ("<!DOCTYPE html><meta charset=\"windows-1252\">", [0x61, 0x81, 0xE9], "a\u{FFFD}é"),
        ] as [(String, [UInt8], String)])
    func statedEncodingsAreUsed(head: String, body: [UInt8], expected: String) async throws {
        #expect(try await text(head, body) == expected)
    }

    @Test(arguments: [
        "", "<!DOCTYPE html><meta charset=nonesuch>", "<!DOCTYPE html><meta charset=shift_jis>",
        "<meta charset=utf-16le>",
    ])
    func bytesThatAreNoTextAreRefused(head: String) async throws {
        let error = await #expect(throws: Diagnosis.self) {
            _ = try await text("<html>" + head, [0xFF, 0xFF])
        }
        #expect(error?.code == .invalidText)
    }

    @Test func textOfOtherKindsStatesNothing() async throws {
        let bytes = Array("<meta charset=\"windows-1252\"> ".utf8) + [0xE9]
        let error = try await #require(
            #expect(throws: Diagnosis.self) {
                try await DocumentReader().read(folder.write("page.txt", bytes))
            })
        #expect(error.code == .invalidText)
    }
}
