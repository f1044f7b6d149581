import Foundation
import Testing
import TestKit

/// What is known, as users meet it, on a tiny random model: added, listed, asked about, trusted and forgotten.
@Suite struct SourceTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel() + ["--quiet"]
        try home.write(
            "# Tower\n\nThe tower is painted orange. Its horn is called Old Gannet.\n".utf8, to: "tower.md")
        try home.write("# Boat\n\nThe ferry docks at Pewter Cove on Tuesdays.\n".utf8, to: "boat.md")
    }

    private func run(_ arguments: [String], expecting status: Int32 = 0) throws -> Program.Outcome {
        let outcome = try Program.run(arguments, home: home)
        #expect(outcome.status == status, "\(outcome.errors)")
        return outcome
    }

    private func object(_ arguments: [String]) throws -> [String: Any] {
        try #require(run(arguments + ["--json"]).objects().first)
    }

    private func add() throws {
        _ = try run(["learn", "--later", home.path("tower.md"), home.path("boat.md")] + model)
    }

    @Test func whatIsAddedIsListedAndShown() throws {
        let added = try run(["learn", "--later", home.path("tower.md"), home.path("boat.md")] + model)
        #expect(added.output == "1. Tower: 1 passage\n2. Boat: 1 passage\n")
        let listed = try #require(object(["memory"])["sources"] as? [[String: Any]])
        #expect(listed.map { $0["title"] as? String } == ["Tower", "Boat"])
        #expect(
            listed.allSatisfy { $0["state"] as? String == "pending" && $0["trust"] as? String == "trusted" })
        #expect(listed[0]["file"] as? String == home.path("tower.md"))
        for name in ["2", "Boat", home.path("boat.md")] {
            let shown = try object(["memory", "show", name])
            let passage = try #require((shown["passages"] as? [[String: Any]])?.first)
            #expect((passage["text"] as? String)?.contains("Pewter Cove") == true)
            #expect(passage["start"] as? Int == 0 && passage["adapter"] is NSNull)
        }
        let page = try run(["memory", "show", "1"]).output
        #expect(
            page.hasPrefix("Tower (document, trusted, pending, 1 passage)\n") && page.contains("Old Gannet"))
    }

    @Test func aChangedDocumentIsKnownAgain() throws {
        try add()
        try home.write("# Boat\n\nThe ferry docks at Tin Quay on Fridays.\n".utf8, to: "boat.md")
        let added = try run(["learn", "--later", home.path("boat.md")] + model)
        #expect(added.output == "2. Boat: 1 passage, 1 retired\n")
        let shown = try object(["memory", "show", "2"])
        #expect((shown["passages"] as? [[String: Any]])?.count == 1)
        #expect((shown["source"] as? [String: Any])?["retired"] as? Int == 1)
    }

    @Test func questionsAreAnsweredFromTheTextOrNot() throws {
        try add()
        let known = try object(["ask", "What is the horn of the tower called?", "--max-tokens", "4"] + model)
        #expect(known["route"] as? String == "text" && known["adapter"] is NSNull)
        let citation = try #require((known["citations"] as? [[String: Any]])?.first)
        #expect(citation["file"] as? String == home.path("tower.md") && citation["number"] as? Int == 1)
        let unknown = try object(["ask", "Who wrote the opera about a barber?", "--max-tokens", "4"] + model)
        #expect(unknown["route"] as? String == "bare" && (unknown["citations"] as? [Any])?.isEmpty == true)
        let printed = try run(["ask", "Where does the ferry dock on Tuesdays?", "--max-tokens", "4"] + model)
        #expect(printed.output.hasSuffix("\n\n[1] Boat, \(home.path("boat.md")), characters 0 to 49\n"))
    }

    @Test func anUnknownQuestionIsAnsweredAsByTheBareModel() throws {
        try add()
        let question = "Who wrote the opera about a barber?"
        let known = try object(["ask", question, "--max-tokens", "8"] + model)
        let bare = try object(["ask", question, "--max-tokens", "8", "--without"] + model)
        #expect(known["answer"] as? String == bare["answer"] as? String)
        let told = try run(["ask", question, "--max-tokens", "2"] + model.dropLast())
        #expect(told.errors.contains("The bare model answers: nothing that is known is near the question.\n"))
    }

    @Test func whatIsNotTrustedIsNotTaught() throws {
        try add()
        #expect(try object(["trust", "Tower", "--as", "untrusted"])["trust"] as? String == "untrusted")
        let refused = try run(
            ["learn", home.path("tower.md"), "--passage-only", "--epochs", "1"] + model, expecting: 65)
        #expect(
            refused.errors.contains(
                "tower.md: is untrusted, so nothing is taught from it; trust it first: selkie trust 1 --as trusted"
            ))
        let asked = try run(["ask", "What is the horn of the tower called?", "--max-tokens", "2"] + model)
        #expect(asked.output.contains("untrusted"))
        _ = try run(["trust", "1", "--as", "quarantined"])
        let silent = try object(
            ["ask", "What is the horn of the tower called?", "--max-tokens", "2"] + model)
        #expect(silent["route"] as? String == "bare")
    }

    @Test func whatIsTaughtAndForgottenLeavesNothing() throws {
        try add()
        let learned = [
            "learn", home.path("tower.md"), "--passage-only", "--learning-rate", "0.01", "--epochs", "40",
        ]
        let outcome = try Program.run(learned + model, home: home)
        try #require([0, 1].contains(outcome.status), "\(outcome.errors)")
        let isKept = outcome.status == 0
        let known = try object(["memory"])
        let listed = try #require(known["sources"] as? [[String: Any]])
        #expect(listed.map { $0["state"] as? String } == [isKept ? "learned" : "aside", "pending"])
        let isSaved = (known["versions"] as? [Any])?.isEmpty == false
        if isKept {
            let asked = try object(
                ["ask", "What is the horn of the tower called?", "--max-tokens", "4"] + model)
            let routes = (asked["weighed"] as? [[String: Any]])?.compactMap { $0["route"] as? String }
            #expect(routes.map(Set.init) == ["text", "weights"])
        }
        let planned = try object(["forget", "Tower", "--dry-run"])
        #expect(planned["forgotten"] as? Bool == false && planned["passages"] as? Int == 1)
        #expect((planned["adapters"] as? [String])?.count == (isSaved ? 1 : 0))
        #expect(try object(["forget", "Tower", "--yes"])["forgotten"] as? Bool == true)
        #expect(try (object(["memory"])["sources"] as? [[String: Any]])?.count == 1)
        let left = try files(holding: "horn is called Old Gannet")
        #expect(left == ["tower.md"])
        #expect(try files(holding: "ferry docks at Pewter Cove").contains("boat.md"))
    }

    /// What the program has printed is among the files of the test, with names that begin with a dot.
    private func files(holding text: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: home.path("")).filter { path in
            !path.hasPrefix(".")
                && FileManager.default.contents(atPath: home.path(path))?.range(of: Data(text.utf8)) != nil
        }
    }

    @Test func anUnknownSourceIsRefusedWithWhatToDo() throws {
        try add()
        for command in [
            ["memory", "show", "Nothing"], ["forget", "Nothing"], ["trust", "Nothing", "--as", "trusted"],
        ] {
            let refused = try run(command, expecting: 66)
            #expect(
                refused.errors.contains(
                    "Nothing: there is no source of that number, place or title; check the name (see selkie memory"
                ))
        }
    }
}
