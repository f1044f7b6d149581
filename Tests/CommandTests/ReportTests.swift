import Foundation
import Testing
import TestKit

/// `selkie report` after `selkie train`, on a tiny random model.
@Suite struct ReportTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel()
    }

    @Test func aRunOfTrainBecomesAPage() throws {
        let passages = """
            [{"title": "Tower <1>", "context": "The tower is orange. The horn is loud.",
              "questions": [{"question": "What colour is the tower?", "answer": "orange"}]},
             {"title": "Goat", "context": "The goat has a bell.",
              "questions": [{"question": "Who has a bell?", "answer": "the goat"}]}]
            """
        let dataset = try home.write(passages.utf8, to: "tower.json")
        let quick = [
            "--rounds", "1", "--candidates", "2", "--epochs", "1", "--rank", "2", "--alpha", "4",
            "--policy-rank", "2", "--quiet", "--json",
        ]
        let trained = try Program.run(["train", dataset] + quick + model, home: home)
        #expect(trained.status == 1, "a random model teaches nothing: \(trained.errors)")
        let name = try #require(trained.objects().first?["name"] as? String)

        let page = home.path("page.html")
        let made = try Program.run(["report", name, "--out", page, "--json"], home: home)
        #expect(made.status == 0, "\(made.errors)")
        #expect(try made.objects().first as? [String: String] == ["path": page])
        let text = try String(contentsOfFile: page, encoding: .utf8)
        #expect(text.contains("<h1 dir=\"auto\">\(name)</h1>"))
        #expect(text.contains("Tower &lt;1&gt;") && !text.contains("Tower <1>"))
        #expect(text.contains("Round 0, self-edit 1, "))
        #expect(!text.contains("://"))

        let again = try Program.run(["report", name, "--out", page], home: home)
        #expect(again.status == 73)
        #expect(again.errors == "selkie: \(page): exists already; remove it or choose another name\n")
        #expect(try String(contentsOfFile: page, encoding: .utf8) == text)

        let unknown = try Program.run(["report", "nothing", "--out", home.path("no.html")], home: home)
        #expect(unknown.status == 66)
        #expect(!FileManager.default.fileExists(atPath: home.path("no.html")))
    }
}
