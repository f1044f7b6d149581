import Foundation
import GRDB
import Testing
import TestKit

/// `selkie update`, `rollback` and `memory history` as users meet them, on a tiny random model.
@Suite struct UpdateTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel() + ["--quiet"]
        try home.write(
            "# Tower\n\nThe tower is painted orange. Its horn is called Old Gannet.\n".utf8, to: "tower.md")
        try home.write(
            #"[{"question": "Where does the ferry dock?", "answer": "At Pewter Cove"}]"#.utf8,
            to: "right.json")
    }

    private func object(_ arguments: [String], expecting statuses: [Int32] = [0]) throws -> [String: Any] {
        let outcome = try Program.run(arguments + ["--json"], home: home)
        #expect(statuses.contains(outcome.status), "\(outcome.errors)")
        return try #require(outcome.objects().first, "\(outcome.errors)")
    }

    private func sources() throws -> [[String: Any]] {
        try #require(object(["memory"])["sources"] as? [[String: Any]])
    }

    @Test func whatWaitsIsTaughtOnceMostUsedFirst() throws {
        _ = try object(["learn", "--later", home.path("tower.md"), home.path("right.json")] + model)
        #expect(try sources().map { $0["kind"] as? String } == ["document", "correction"])
        _ = try object(["ask", "Where does the ferry dock?", "--max-tokens", "2"] + model)
        let update = try object(["update", "--budget", "none"] + model, expecting: [0, 1])
        let learning = try #require(update["learning"] as? [String: Any])
        let documents = try #require(learning["documents"] as? [[String: Any]])
        #expect(documents.map { $0["title"] as? String } == ["Right", "Tower"])
        let styles = documents.map { ($0["candidates"] as? [[String: Any]])?.map { $0["style"] as? String } }
        #expect(styles == [["given", "passage"], ["passage"]])
        let questions = try #require(documents[0]["questions"] as? [[String: Any]])
        #expect(questions.map { $0["gold"] as? [String] } == [["At Pewter Cove"]])
        #expect((update["waiting"] as? [Any])?.isEmpty == true)
        #expect(
            try sources().allSatisfy { $0["pending"] as? Int == 0 && $0["state"] as? String != "pending" })
        let again = try object(["update"] + model)
        #expect(again["learning"] is NSNull)
    }

    @Test func onlyWhatChangedIsTaughtAgain() throws {
        let quick = ["--passage-only", "--epochs", "1", "--rank", "2", "--alpha", "4"]
        func text(_ day: String) -> String {
            let filler = (1...12).map { "Stone number \($0) of the pier is grey and wet." }.joined(
                separator: " ")
            return
                "# Boat\n\n## Day\n\nThe ferry docks on \(day). \(filler)\n\n## Pier\n\nAll is quiet. \(filler)\n"
        }
        try home.write(text("Tuesday").utf8, to: "boat.md")
        func contexts() throws -> Int {
            let result = try object(["learn", home.path("boat.md")] + quick + model, expecting: [0, 1])
            let documents = try #require(result["documents"] as? [[String: Any]])
            return documents.compactMap { ($0["contexts"] as? [Any])?.count }.reduce(0, +)
        }
        let all = try contexts()
        #expect(all > 1)
        try home.write(text("Friday").utf8, to: "boat.md")
        #expect(try contexts() < all)
        // What nothing changed in is taught again as a whole when that is asked for.
        #expect(try contexts() == all)
    }

    @Test func aVersionThatAnswersIsListedAndGoneBackFrom() throws {
        let empty = try Program.run(["memory", "history"], home: home)
        #expect(empty.status == 0 && empty.output.isEmpty)
        _ = try object(["learn", "--later", home.path("tower.md")] + model)
        let none = try Program.run(["rollback", "--home", home.path("home")], home: home)
        #expect(none.status == 66)
        let remedy = "versions: nothing is in weights; teach what is known: selkie update --home"
        #expect(none.errors.contains(remedy), "\(none.errors)")
        // What a random model learns is chance: versions as learning makes them, without an adapter.
        let digest = String(repeating: "ab", count: 32)
        let verdict =
            #"{"new": {"questions": 9, "before": 1, "after": 7, "lost": 0}, "general": {"questions": 64, "before": 40, "after": 38, "lost": 3}, "kl": 0.25, "objections": []}"#
        let path = try #require(
            FileManager.default.subpathsOfDirectory(atPath: home.path("")).first {
                $0.hasSuffix("selkie.sqlite")
            })
        try DatabaseQueue(path: home.path(path)).write { database in
            for sql in [
                "INSERT INTO version (id, base_digest, base_name, created, cause) VALUES (1, '\(digest)', 'tiny', 0, 'begun')",
                "INSERT INTO version (id, base_digest, base_name, parent, created, cause, verdict) VALUES (2, '\(digest)', 'tiny', 1, 0, 'learned', '\(verdict)')",
                "INSERT INTO active_version VALUES ('\(digest)', 2)",
            ] { try database.execute(sql: sql) }
        }
        #expect(try object(["memory"])["active"] as? [Int] == [2])
        let table = try Program.run(["memory", "history"], home: home).output
        #expect(table.contains("taught 1 → 7 of 9, general 40 → 38 of 64, KL to the base 0.25"), "\(table)")
        let back = try object(["rollback"])
        #expect((back["from"] as? [String: Any])?["id"] as? Int == 2)
        #expect((back["to"] as? [String: Any])?["cause"] as? String == "begun")
        #expect(try object(["memory"])["active"] as? [Int] == [1])
        #expect((try object(["rollback", "2"])["to"] as? [String: Any])?["id"] as? Int == 2)
        let again = try Program.run(["rollback", "2"], home: home)
        #expect(again.status == 65 && again.errors.contains("version 2: answers already"), "\(again.errors)")
    }

    @Test(arguments: [["--until", "25:00"], ["--budget", "soon"], ["--candidates", "0"]])
    func senselessOptionsAreUsageErrors(options: [String]) throws {
        #expect(try Program.run(["update"] + options + model, home: home).status == 64)
    }
}
