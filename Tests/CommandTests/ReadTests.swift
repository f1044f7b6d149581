import Foundation
import Testing
import TestKit

/// `selkie read`, as a process.
@Suite struct ReadTests {
    private let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    private func json(_ files: [String], status: Int32 = 0) throws -> [String: Any] {
        let result = try Program.run(["read", "--json"] + files + home.tinyModel(), home: home)
        #expect(result.status == status, "\(result.errors)")
        return try #require(result.objects().first)
    }

    @Test func passagesAreWhatStandsAtTheirPlaces() throws {
        try home.write(
            Array("# Heron\n\nIt wades.\n\n## Nest\n\nHigh up in \u{1F333}.\n".utf8), to: "bird.md")
        let read = try json([home.path("bird.md")])
        let document = try #require((read["documents"] as? [[String: Any]])?.first)
        #expect(document["format"] as? String == "markdown" && document["title"] as? String == "Heron")
        #expect((document["digest"] as? String)?.count == 64)
        let passage = try #require((document["passages"] as? [[String: Any]])?.first)
        #expect(passage["text"] as? String == "Heron\n\nIt wades.\n\nNest\n\nHigh up in \u{1F333}.")
        #expect(passage["start"] as? Int == 0 && passage["end"] as? Int == 37)
        #expect(passage["heading"] is NSNull && passage["page"] is NSNull)
        #expect((passage["tokens"] as? Int ?? 0) > 0)
        #expect((read["refused"] as? [Any])?.isEmpty == true)
    }

    @Test func whatIsNotReadIsToldAndTheOthersAreShown() throws {
        try home.write(Array("<p>Text</p><nav>Home</nav>".utf8), to: "page.html")
        try home.write([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2], to: "program")
        let read = try json([home.path("program"), home.path("page.html")], status: 65)
        let document = try #require((read["documents"] as? [[String: Any]])?.first)
        let omission = try #require((document["left_out"] as? [[String: Any]])?.first)
        #expect(omission["what"] as? String == "navigation" && omission["place"] is NSNull)
        let refused = try #require((read["refused"] as? [[String: Any]])?.first)
        #expect((refused["file"] as? String)?.hasSuffix("/program") == true)
        #expect((refused["reason"] as? String)?.isEmpty == false)
        #expect((refused["remedy"] as? String)?.isEmpty == false)
    }

    @Test func anErrorIsToldOnOneLineEvenQuietly() throws {
        try home.write(Array("Text.".utf8), to: "page.txt")
        try home.write([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2], to: "program")
        let named = try Program.run(
            ["read", "--quiet", home.path("program"), home.path("page.txt")] + home.tinyModel(), home: home)
        #expect(named.status == 65 && named.output.contains("Text."))
        #expect(named.errors.hasPrefix("selkie: ") && named.errors.contains("program"))
        #expect(named.errors.split(separator: "\n").count == 1)
    }
}
