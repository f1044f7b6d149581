import Foundation
import Testing
import TestKit

/// What `selkie learn` says of the time that it will take, and what it makes of a budget, on a tiny random model.
@Suite struct BudgetTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel()
        try home.write(
            "# Tower\n\nThe tower is orange. The horn is loud. The goat has a bell.".utf8, to: "tower.md")
        let sentences = (1...9).map {
            "Lamp number \($0) of the long pier burns with a green and steady light."
        }
        try home.write("# Pier\n\n\(sentences.joined(separator: " "))".utf8, to: "pier.md")
        let exam = #"[{"question":"What colour?","answer":"orange"}]"#
        try home.write(exam.utf8, to: "exam.json")
    }

    private func learn(_ arguments: [String], on file: String = "tower.md") throws -> Program.Outcome {
        let fixed = [
            "--questions", home.path("exam.json"), "--rank", "2", "--alpha", "4",
        ]
        return try Program.run(["learn", home.path(file)] + arguments + fixed + model, home: home)
    }

    private func document(_ outcome: Program.Outcome) throws -> [String: Any] {
        try #require((outcome.objects().first?["documents"] as? [[String: Any]])?.first, "\(outcome.errors)")
    }

    @Test func whatItWillTakeIsSaidBeforeItBegins() throws {
        let result = try learn(["--passage-only", "--epochs", "2", "--json"])
        let object = try #require(result.objects().first)
        let rows = try #require(object["rows"] as? Int)
        let estimate = try #require(object["estimate"] as? [String: Any])
        #expect(estimate["items"] as? Int == 1 && estimate["tokens_to_write"] as? Int == 0)
        // The text alone holds no surprises.
        #expect(estimate["tokens_to_train"] as? Int == rows)
        #expect(estimate["seconds"] as? Double ?? 0 > 0)
        #expect(
            result.errors.contains(
                "Tower: 1 passage, about \(rows / 10 * 10) tokens to train: about a second.\n")
                || result.errors.contains(
                    "Tower: 1 passage, about \((rows + 5) / 10 * 10) tokens to train: about a second.\n"),
            "\(result.errors)")
        // One line for the whole job, however many stages it has.
        #expect(result.errors.split(separator: "\n").filter { $0.hasPrefix("Learning Tower") }.count == 1)
    }

    @Test func theMachineIsMeasuredOnceForAModelAndItsThreads() throws {
        _ = try learn(["--passage-only", "--epochs", "1", "--quiet"])
        try home.pretend(row: 1000)
        let known = try learn(["--passage-only", "--epochs", "1", "--json"])
        let estimate = try #require(known.objects().first?["estimate"] as? [String: Any])
        #expect(estimate["seconds"] as? Double ?? 0 > 10_000)
        let other = try Program.run(
            ["learn", home.path("tower.md"), "--passage-only", "--epochs", "1", "--json", "--quiet"]
                + model.map { $0 == "1" ? "2" : $0 }, home: home)
        let measured = try #require(other.objects().first?["estimate"] as? [String: Any])
        #expect(measured["seconds"] as? Double ?? 1e6 < 100)
        try home.write("{\"version\": 5".utf8, to: "rates.json")
        let damaged = try learn(["--passage-only", "--epochs", "1", "--json"])
        #expect(damaged.status == 1 && damaged.errors.contains("Tower: 1 passage"), "\(damaged.errors)")
    }

    @Test func aLongJobOffersABudget() throws {
        _ = try learn(["--passage-only", "--epochs", "1", "--quiet"])
        try home.pretend(row: 1)
        let result = try learn(["--candidates", "2", "--epochs", "2", "--budget", "none"], on: "pier.md")
        let lines = result.errors.split(separator: "\n")
        #expect(
            lines.contains {
                $0.wholeMatch(
                    of:
                        /Pier: 3 passages, about [0-9,]+ tokens to write and [0-9,]+ to train: about \d h \d+ min\./
                )
                    != nil
            }, "\(result.errors)")
        #expect(
            lines.contains {
                $0.wholeMatch(of: /--budget \w+ would teach (.* of )?3 passages, .*, 2 epochs\./) != nil
            },
            "\(result.errors)")
    }

    /// A quarter of an hour is not exceeded unless somebody says so, but for the least that can be taught at all.
    @Test func withoutABudgetThereIsOne() throws {
        _ = try learn(["--passage-only", "--epochs", "1", "--quiet"])
        func learnAt(_ row: Double) throws -> (plan: [String: Any], errors: String) {
            try home.pretend(row: row)
            let result = try learn(["--candidates", "2", "--epochs", "1", "--json"], on: "pier.md")
            let plan = try #require(result.objects().first?["plan"] as? [String: Any], "\(result.errors)")
            return (plan, result.errors)
        }
        let slow = try learnAt(1000)
        #expect(slow.plan["passages"] as? Int == 1 && slow.plan["budget"] as? Double ?? 0 > 10_000)
        let waiting = "2 passages still to be taught; 'selkie update' does that\n"
        #expect(slow.errors.contains(waiting), "\(slow.errors)")
        let usual = try learnAt(1)
        #expect(usual.plan["budget"] as? Double == 900 && usual.plan["of"] as? Int == 2)
        #expect(!usual.errors.contains("still to be taught"), "\(usual.errors)")
    }

    @Test func aBudgetBecomesAPlanThatCanBeRepeated() throws {
        let first = try learn(["--candidates", "2", "--epochs", "1", "--budget", "1h", "--json"])
        let object = try #require(first.objects().first)
        let plan = try #require(object["plan"] as? NSDictionary)
        #expect(
            plan == [
                "job": "learn", "passages": 1, "of": 1, "candidates": 2, "epochs": 1, "rounds": 1,
                "repeats": 1,
                "budget": 3600,
            ])
        let path = try #require(object["plan_path"] as? String)
        #expect(
            first.errors.contains("Plan (\(path)): 1 passage, 2 self-edits each, 1 epoch.\n"),
            "\(first.errors)")
        #expect(try document(first)["cut"] == nil)
        let again = try learn(["--plan", path, "--json", "--quiet"])
        let documents = try [first, again].map { try document($0) as NSDictionary }
        #expect(documents[0] == documents[1])
    }

    @Test func whatDoesNotFitIsNotBegun() throws {
        _ = try learn(["--passage-only", "--epochs", "1", "--quiet"])
        try home.pretend(row: 1)
        // The text of a passage has some hundred bytes, which are tokens here; the pier's three have many hundreds.
        let result = try learn(
            ["--candidates", "2", "--epochs", "1", "--budget", "7m", "--json"], on: "pier.md")
        let plan = try #require(result.objects().first?["plan"] as? [String: Any], "\(result.errors)")
        #expect(["passages", "of", "candidates"].map { plan[$0] as? Int } == [1, 3, 0])
        #expect((try document(result)["contexts"] as? [String])?.count == 1)
        let none = try learn(["--candidates", "2", "--epochs", "1", "--budget", "1m"], on: "pier.md")
        #expect(none.status == 64)
        #expect(
            none.errors.split(separator: "\n").last?.wholeMatch(
                of: /selkie: the budget of 1m: the text of one passage alone takes about .*; give \w+ or more/
            )
                != nil,
            "\(none.errors)")
    }

    @Test func aPlanMustFit() throws {
        let path = try #require(
            learn(["--passage-only", "--epochs", "1", "--budget", "1h", "--json"]).objects().first?[
                "plan_path"]
                as? String)
        let other = try learn(["--plan", path], on: "pier.md")
        #expect(other.status == 65)
        #expect(other.errors.contains("is a plan for 1 passage, and there are 3"), "\(other.errors)")
        try home.write("{}".utf8, to: "odd.json")
        let odd = try learn(["--plan", home.path("odd.json")])
        #expect(
            odd.status == 65 && odd.errors.contains("odd.json: is no plan of a run"), "\(odd.errors)"
        )
    }

    @Test(arguments: [
        ["--budget", "soon"], ["--budget", "0m"], ["--budget", "5"], ["--budget", "5m1h"],
        ["--budget", "1h", "--plan", "x.json"], ["--plan", "x.json", "--candidates", "2"],
        ["--budget", "1h", "--race"],
    ])
    func senselessOptionsAreUsageErrors(options: [String]) throws {
        #expect(try learn(options).status == 64)
    }
}
