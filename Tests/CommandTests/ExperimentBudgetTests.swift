import Foundation
import Testing
import TestKit

/// What `train`, `eval`, `corpus` and `fewshot` make of a budget, on a tiny random model.
@Suite struct ExperimentBudgetTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel(contextLength: 8192)
        let passages = (1...4).map { number in
            """
            {"title": "Tower \(number)", "context": "The tower is orange. The horn of tower \(number) is loud.",
             "questions": [{"question": "What colour?", "answer": "orange"}]}
            """
        }
        try home.write("[\(passages.joined(separator: ","))]".utf8, to: "data.json")
        let sentences = (1...60).map { "Lamp number \($0) of the long pier burns with a green light." }
        try home.write("# Pier\n\n\(sentences.joined(separator: " "))".utf8, to: "pier.md")
        let task =
            #"{"train": [{"input": [[1, 2]], "output": [[2, 1]]}], "test": [{"input": [[3]], "output": [[3]]}]}"#
        try home.write(task.utf8, to: "task.json")
    }

    private func run(_ arguments: [String]) throws -> Program.Outcome {
        try Program.run(arguments + model, home: home)
    }

    private func object(_ arguments: [String], status: Int32 = 0) throws -> [String: Any] {
        let outcome = try run(arguments + ["--json"])
        #expect(outcome.status == status, "\(outcome.errors)")
        return try #require(outcome.objects().first, "\(outcome.errors)")
    }

    private func numbers(_ plan: Any?, _ keys: [String]) -> [Int?] {
        let plan = plan as? [String: Any]
        return keys.map { plan?[$0] as? Int }
    }

    private var train: [String] { ["train", home.path("data.json"), "--epochs", "2", "--rank", "2"] }
    private var evaluate: [String] { ["eval", home.path("data.json"), "--epochs", "2", "--rank", "2"] }

    @Test func aLoopsBudgetBecomesAPlanThatCanBeRepeated() throws {
        let asked = ["--candidates", "2", "--rounds", "1", "--limit", "2"]
        let first = try run(train + asked + ["--budget", "1h", "--json"])
        // A random model's self-edits teach nothing.
        #expect(first.status == 1, "\(first.errors)")
        let object = try #require(first.objects().first)
        let plan = try #require(object["plan"] as? NSDictionary)
        #expect(
            plan == [
                "job": "train", "passages": 2, "of": 2, "candidates": 2, "epochs": 2, "rounds": 1,
                "repeats": 1,
                "budget": 3600,
            ])
        let path = try #require(object["plan_path"] as? String)
        #expect(
            first.errors.contains("Plan (\(path)): 2 passages, 2 self-edits each, 2 epochs, 1 round.\n"),
            "\(first.errors)")
        #expect(object["cut"] == nil && object["finished"] as? Bool == true)
        #expect(try Program.run(["runs", "remove", "data", "--yes"], home: home).status == 0)
        let again = try self.object(
            ["train", home.path("data.json"), "--rank", "2", "--limit", "2", "--plan", path], status: 1)
        let rounds = try [object, again].map { object in
            let round = try #require((object["rounds"] as? [[String: Any]])?.first)
            return round.filter { $0.key != "cost" } as NSDictionary
        }
        #expect(rounds[0] == rounds[1])
    }

    @Test func aComparisonThatDoesNotFitHasFewerPassages() throws {
        let whole = try object(evaluate)
        let estimate = try #require(whole["estimate"] as? [String: Any])
        let rows = try #require(estimate["tokens_to_train"] as? Double)
        // As long as nothing but rows takes time, a fourth of them is one passage.
        try home.pretend(row: 1)
        let budget = "\(Int(rows * 0.4))s"
        let less = try object(evaluate + ["--samples", "2", "--repeats", "2", "--budget", budget])
        let keys = ["passages", "of", "candidates", "repeats", "epochs"]
        #expect(numbers(less["plan"], keys) == [1, 4, 1, 1, 2])
        #expect(less["items"] as? Int == 1)
        let scores = try #require(less["rows"] as? [[String: Any]]).map { ($0["scores"] as? [Double])?.count }
        #expect(scores == [1, 1, 1, 1])
        let none = try run(evaluate + ["--budget", "5s"])
        #expect(none.status == 64)
        #expect(
            none.errors.split(separator: "\n").last?.wholeMatch(
                of:
                    /selkie: the budget of 5s: the least of it \(1 of 4 passages, 1 self-edit each\) takes about .*; give \w+ or more/
            ) != nil, "\(none.errors)")
    }

    @Test func whatIsFinishedWhenTheTimeIsUpCounts() throws {
        // The second passage has fifty times as much to train on.
        let long = (1...50).map { "Lamp number \($0) of the long pier burns with a green light." }
        let passages = ["It is orange.", long.joined(separator: " ")].map {
            #"{"title": "Pier", "context": "\#($0)", "questions": [{"question": "What?", "answer": "green"}]}"#
        }
        try home.write("[\(passages.joined(separator: ","))]".utf8, to: "long.json")
        let arguments = ["eval", home.path("long.json"), "--rank", "2", "--epochs", "1000"]
        _ = try object(evaluate + ["--limit", "1"])
        try home.pretend(row: 1e-9)
        let start = ContinuousClock.now
        let outcome = try run(arguments + ["--budget", "8s"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(ContinuousClock.now - start < .seconds(38))
        #expect(
            outcome.output.contains(
                "Cut: the time was up; 1 passage not finished. 'selkie runs resume eval-long' does the rest.\n"
            ),
            "\(outcome.output)")
        let shown = try #require(
            Program.run(["runs", "show", "eval-long", "--json"], home: home).objects().first)
        #expect(numbers(shown["cut"], ["items", "rounds", "rows", "policies"]) == [1, 0, 0, 0])
        #expect((shown["plan"] as? [String: Any])?["job"] as? String == "eval")
        let list = try Program.run(["runs", "list", "--json"], home: home)
        #expect(!list.output.contains("\"state\":\"finished\",\"title\":\"eval-long\""))
        let nothing = try run(arguments + ["--start", "1", "--budget", "2s"])
        #expect(nothing.status == 1, "\(nothing.errors)")
        #expect(
            nothing.errors.contains(
                "run: the time was up before anything was finished; give it more, or less to do"),
            "\(nothing.errors)")
    }

    @Test func aCorpusHasFewerSelfEditsAndThenFewerPassages() throws {
        func corpus(_ name: String, _ more: [String]) throws -> [String: Any] {
            try object(
                ["corpus", home.path("pier.md"), "--out", home.path(name), "--candidates", "3"] + more)
        }
        let whole = try corpus("whole.jsonl", [])
        let tokens = try #require((whole["estimate"] as? [String: Any])?["tokens_to_write"] as? Double)
        let contexts = try #require(whole["contexts"] as? Int)
        #expect(contexts > 2 && whole["plan"] == nil)
        try home.pretend(row: 1e-9, token: 1)
        let plain = try corpus("plain.jsonl", ["--budget", "\(Int(tokens / 3 * 1.3))s"])
        #expect(numbers(plain["plan"], ["passages", "of", "candidates"]) == [contexts, contexts, 1])
        try home.pretend(row: 1e-9, token: 1)
        let less = try corpus("less.jsonl", ["--budget", "\(Int(tokens / 3 * 0.7))s"])
        let passages = try #require(numbers(less["plan"], ["passages"])[0])
        #expect(passages > 0 && passages < contexts && less["contexts"] as? Int == passages)
        // Exams take time, too.
        try home.pretend(row: 1e-9, token: 1)
        let measured = try corpus("measured.jsonl", ["--rewards", "--seed", "7"])
        let seconds = try #require((measured["estimate"] as? [String: Any])?["seconds"] as? Double)
        #expect(seconds > tokens * 1.05)
    }

    @Test func tasksHaveBudgetsToo() throws {
        let tasks = ["--rank", "2", "--training-budget", "1", "--budget", "1h", "--json"]
        let loop = try run(["fewshot", "train", home.path("task.json"), "--candidates", "2"] + tasks)
        #expect(loop.errors.contains(": 1 task, 2 recipes each, 2 rounds.\n"), "\(loop.errors)")
        let plan = try #require(loop.objects().first?["plan"] as? [String: Any], "\(loop.errors)")
        #expect(plan["job"] as? String == "fewshot train")
        let table = try run(["fewshot", "eval", home.path("task.json"), "--no-search"] + tasks)
        #expect(table.errors.contains(": 1 task, 5 recipes each.\n"), "\(table.errors)")
        #expect(table.status == 0)
    }

    @Test func theExamIsPartOfWhatIsExpected() throws {
        // A random model writes no exam; what it will take is said before.
        let result = try run(["train", home.path("pier.md"), "--limit", "1"])
        #expect(result.status == 65)
        #expect(
            result.errors.split(separator: "\n").contains {
                $0.wholeMatch(of: /pier, with the exam: 1 passage, about .* to train: about .*\./) != nil
            }, "\(result.errors)")
    }

    @Test func withoutTimeForTheExamItSaysSo() throws {
        try home.write("# Mill\n\nThe mill stands by the lake.".utf8, to: "mill.md")
        let arguments = ["--limit", "1", "--budget", "1h"]
        _ = try run(["eval", home.path("pier.md")] + arguments)
        // The plan is that of the first passage, and known; its exam is one of all that is read, and is not.
        try home.pretend(row: 1e-9, token: 1e6)
        let result = try run(["eval", home.path("pier.md"), home.path("mill.md")] + arguments)
        #expect(result.status == 1, "\(result.errors)")
        #expect(
            result.errors.contains(
                "mill.md: the time was up when 0 of 1 passage had an exam; give it more, or the same again, which goes on there\n"
            ), "\(result.errors)")
    }

    @Test func aPlanIsForOneKindOfRun() throws {
        let plan = try #require(object(evaluate + ["--budget", "1h"])["plan_path"] as? String)
        let other = try run(["train", home.path("data.json"), "--plan", plan])
        #expect(other.status == 65)
        #expect(
            other.errors.contains(
                "is a plan of 'eval'; give a file that such a run with a budget recorded (selkie train --budget)"
            ),
            "\(other.errors)")
        let fewer = try run(["eval", home.path("data.json"), "--limit", "2", "--plan", plan])
        #expect(fewer.errors.contains("is a plan for 4 passages, and there are 2"), "\(fewer.errors)")
    }

    @Test(arguments: [
        ["train", "--budget", "1h", "--plan", "x"], ["train", "--plan", "x", "--rounds", "1"],
        ["eval", "--plan", "x", "--samples", "2"], ["eval", "--plan", "x", "--epochs", "2"],
        ["corpus", "--out", "y", "--plan", "x", "--candidates", "2"], ["eval", "--budget", "soon"],
    ])
    func senselessOptionsAreUsageErrors(options: [String]) throws {
        #expect(try run([options[0], home.path("data.json")] + options.dropFirst()).status == 64)
    }
}
