import Foundation
import Testing
import TestKit

/// `selkie fewshot` as scripts use it, on a tiny random model that solves nothing.
@Suite struct FewShotTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel() + ["--quiet"]
        func task(_ colour: Int) -> String {
            """
            {"train": [{"input": [[\(colour), 0]], "output": [[0, \(colour)]]}, {"input": [[3, 4]], "output": [[4, 3]]}],
             "test": [{"input": [[7, 8]]}]}
            """
        }
        try home.write(
            "{\"one\": \(task(1)), \"two\": \(task(2))}".utf8, to: "my_challenges.json")
        try home.write(#"{"one": [[[8, 7]]], "two": [[[8, 7]]]}"#.utf8, to: "my_solutions.json")
    }

    private var tasks: String { home.path("my_challenges.json") }

    private func run(_ arguments: [String]) throws -> Program.Outcome {
        try Program.run(["fewshot"] + arguments, home: home)
    }

    @Test func tasksAreListedAndDrawn() throws {
        let list = try run(["show", tasks])
        #expect(list.status == 0, "\(list.errors)")
        #expect(list.lines.count == 4 && list.output.contains("one"))
        let drawn = try run(["show", tasks, "--task", "one"])
        #expect(drawn.output.contains("1 0  →  0 1   3 4  →  4 3\n"))
        #expect(drawn.output.contains("7 8  →  8 7\n"))
        let json = try run(["show", tasks, "--task", "one", "--json"])
        let entries = try #require(try json.objects().first?["tasks"] as? [[String: Any]])
        #expect(entries.count == 1 && entries[0]["name"] as? String == "one")
        #expect(((entries[0]["tests"] as? [[String: Any]])?.first?["output"] as? [[Int]]) == [[8, 7]])
    }

    @Test func aPageAndADrawingAreWrittenOnce() throws {
        let page = home.path("page.html")
        #expect(try run(["show", tasks, "--out", page, "--quiet"]).status == 0)
        let source = try String(contentsOfFile: page, encoding: .utf8)
        #expect(source.contains("class=\"cell c7\"") && source.contains("<h2>two</h2>"))
        #expect(try run(["show", tasks, "--out", page]).status == 73)
        let drawing = home.path("one.svg")
        #expect(try run(["show", tasks, "--out", drawing]).status != 0)
        #expect(try run(["show", tasks, "--task", "one", "--out", drawing, "--quiet"]).status == 0)
        #expect(try String(contentsOfFile: drawing, encoding: .utf8).hasPrefix("<svg xmlns"))
    }

    @Test func badTasksAreNamed() throws {
        try home.write(
            #"{"odd": {"train": [{"input": [[1, 2], [3]], "output": [[1]]}], "test": []}}"#.utf8,
            to: "odd.json")
        let odd = try run(["show", home.path("odd.json")])
        #expect(odd.status == 65)
        #expect(odd.errors.contains("odd.json: holds no tasks of grids (odd, train, entry 1, input: no grid"))
        try home.write(
            #"{"x": {"train": [{"input": [[1]], "output": [[1]]}], "test": [{"input": [[2]]}]}}"#.utf8,
            to: "open.json")
        let open = try run(["show", home.path("open.json")])
        #expect(
            open.errors.contains("open.json: task x has no solution for test 1; name its file of solutions"))
        // A task by itself is told from several by name, and so is the form that it should have.
        try home.write(
            #"{"train": [{"input": [[1, 2], [3]], "output": [[1]]}], "test": []}"#.utf8, to: "alone.json")
        let alone = try run(["show", home.path("alone.json")])
        #expect(alone.errors.contains("alone.json: holds no tasks of grids (train, entry 1, input: no grid"))
        #expect(alone.errors.contains("; write {\"train\": ["))
        try home.write(
            #"{"train": [{"input": [[1]], "output": [[1]]}], "test": []}"#.utf8, to: "no-test.json")
        let untested = try run(["show", home.path("no-test.json")])
        #expect(untested.errors.contains("task no-test has no test; correct the file"))
        // What is wrong with the solutions is not blamed on the challenges.
        try home.write(Data(contentsOf: URL(filePath: home.path("open.json"))), to: "two_challenges.json")
        try home.write(#"{"x": [[[1, "y"]]]}"#.utf8, to: "two_solutions.json")
        let solutions = try run(["show", home.path("two_challenges.json")])
        #expect(
            solutions.status == 65 && solutions.errors.contains("two_solutions.json: holds no solutions (x,"))
        try home.write("{}".utf8, to: "empty.json")
        #expect(
            try run(["show", home.path("empty.json")]).errors.contains("empty.json: holds no task; name a"))
        let missing = try run(["show", "arc:train"])
        #expect(missing.status == 66 && missing.errors.contains("selkie fewshot pull"))
        let none = try run(["show", tasks, "--task", "three"])
        #expect(none.status == 65 && none.errors.contains("holds no task three"))
    }

    @Test func filesOfOtherShapesAreReadOrToldByWhatTheyAre() throws {
        let pair = #"{"input": [[1, 0]], "output": [[0, 1]]}"#
        let task = "{\"train\": [\(pair)], \"test\": [\(pair)]}"
        try home.write("[\(task), \(task)]".utf8, to: "list.json")
        #expect(try run(["show", home.path("list.json")]).output.contains("list-2"))
        try home.write("\(task)\n\(task)\n".utf8, to: "lines.json")
        #expect(try run(["show", home.path("lines.json")]).output.contains("lines-2"))

        // Both parts in one file: each is named by the refusal, and read under that name.
        try home.write(
            "{\"train\": {\"a\": \(task)}, \"eval\": {\"b\": \(task), \"c\": \(task)}}".utf8, to: "parts.json"
        )
        let parts = try run(["show", home.path("parts.json")])
        #expect(
            parts.status == 65
                && parts.errors.contains("parts.json: holds 2 parts, and which is meant is not said"))
        let named = parts.errors.split(separator: "name one: ")[1].dropLast().components(separatedBy: " or ")
            .map { $0.trimmingCharacters(in: ["'"]) }
        #expect(named == ["eval", "train"].map { home.path("parts.json:\($0)") })
        #expect(
            try run(["show", named[0]]).output.contains("c")
                && run(["show", named[1]]).output.contains("a\n"))
        let absent = try run(["show", home.path("parts.json:test")])
        #expect(absent.status == 65 && absent.errors.contains("none of them is test; name one: "))

        // Pairs without a test, in every form that is read: the command that is told makes a task of them, and writes over
        // none that it made before.
        let list = "[\(pair), \(pair), \(pair), \(pair), \(pair)]"
        let lines = Array(repeating: pair, count: 5).joined(separator: "\r\n")
        let forms = [
            Array(list.utf8), Array(lines.utf8), Array("\u{FEFF}\(lines)".utf8),
            "\u{FEFF}\(list)".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] },
        ]
        for (form, name) in zip(forms, ["-task", "-task-2", "-task-3", "-task-4"]) {
            try home.write(form, to: "pairs.json")
            let pairs = try run(["show", home.path("pairs.json")])
            #expect(
                pairs.status == 65
                    && pairs.errors.contains(
                        "is a list of 5 pairs of one puzzle, and says of none that it is a test")
            )
            let command = try #require(pairs.errors.firstRange(of: "python3"))
            #expect(try home.follow(pairs.errors[command.lowerBound...]) == 0)
            let made = try run(["show", home.path("pairs\(name).json"), "--json"])
            let entry = try #require((try made.objects().first?["tasks"] as? [[String: Any]])?.first)
            #expect((entry["tests"] as? [Any])?.count == 1, "\(made.errors)")
        }

        let solutions = try run(["show", home.path("my_solutions.json")])
        #expect(
            solutions.errors.contains(
                "holds the solutions of puzzles and not what is asked; name the file of challenges"))
        #expect(try run(["show", tasks, "--solutions", home.path("my_solutions.json")]).status == 0)
    }

    @Test func solutionsCountForPartsFoldersAndTasksByThemselves() throws {
        let open = #"{"train": [{"input": [[1, 0]], "output": [[0, 1]]}], "test": [{"input": [[7, 8]]}]}"#
        try home.write("{\"train\": {\"a\": \(open)}, \"eval\": {\"b\": \(open)}}".utf8, to: "parts.json")
        try home.write(open.utf8, to: "alone.json")
        try FileManager.default.createDirectory(
            atPath: home.path("folder"), withIntermediateDirectories: false)
        try home.write(open.utf8, to: "folder/alone.json")
        let solutions = try home.write(
            #"{"b": [[[8, 7]]], "alone": [[[8, 7]]]}"#.utf8, to: "folder/known.json")
        for name in ["parts.json:eval", "alone.json"] {
            let refused = try run(["show", home.path(name)])
            #expect(
                refused.status == 65
                    && refused.errors.contains(
                        "no solution for test 1; name its file of solutions (--solutions)")
            )
        }
        for name in ["parts.json:eval", "alone.json", "folder"] {
            let shown = try run(["show", home.path(name), "--solutions", solutions, "--json"])
            let tasks = try #require(
                try shown.objects().first?["tasks"] as? [[String: Any]], "\(name): \(shown.errors)")
            let outputs = tasks.map { ($0["tests"] as? [[String: Any]])?.first?["output"] as? [[Int]] }
            #expect(outputs == [[[8, 7]]], "\(name)")
        }
        // What was done already is not advised again.
        let other = try run(["show", home.path("parts.json:train"), "--solutions", solutions])
        #expect(
            other.status == 65
                && other.errors.contains(
                    "no solution for test 1; \(solutions) has none under that name; write the"),
            "\(other.errors)")
    }

    @Test func aLoopAndATableAreKept() throws {
        let loop = try run(
            ["train", tasks, "--candidates", "2", "--rank", "2", "--training-budget", "1", "--json"] + model)
        #expect(loop.status == 1, "a random model solves nothing: \(loop.errors)")
        let trained = try #require(loop.objects().first)
        #expect(trained["items"] as? Int == 2 && trained["finished"] as? Bool == true)
        let name = try #require(trained["name"] as? String)
        let again = try Program.run(
            ["runs", "resume", name, "--json", "--threads", "1", "--quiet"], home: home)
        #expect(again.output == loop.output, "\(again.errors)")
        let page = home.path("report.html")
        #expect(try Program.run(["report", name, "--out", page, "--quiet"], home: home).status == 0)
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("Tasks solved by round"))

        let table = try run(
            ["eval", tasks, "--samples", "2", "--rank", "2", "--training-budget", "1", "--json"] + model)
        #expect(table.status == 0, "\(table.errors)")
        let object = try #require(table.objects().first)
        let rows = try #require(object["rows"] as? [[String: Any]]).compactMap { $0["name"] as? String }
        #expect(
            rows.prefix(4) == [
                "in context only", "demonstrations alone", "hand-made recipe", "recipes of the base",
            ])
        #expect(rows.count == 5 && rows[4].hasPrefix("search, best of "))
        let evaluation = try #require(object["name"] as? String)
        let shown = try run(["show", "--run", evaluation, "--task", "two"])
        #expect(shown.output.contains("in context only: ") && !shown.output.contains("one\n"))
        #expect(try run(["show", "--run", name]).status == 64)
        let unknown = try run(["show", "--run", evaluation, "--task", "three"])
        #expect(unknown.status == 65 && unknown.output.isEmpty)
        #expect(unknown.errors.contains("\(evaluation): holds no task three; choose one of one, two"))
    }
}
