import Foundation
import Testing
import TestKit

/// `selkie train`, `eval` and `runs` as scripts use them, on a tiny random model that learns nothing sensible.
@Suite struct ExperimentTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel(contextLength: 1024) + ["--quiet"]
        let passages = (1...4).map { number in
            """
            {"title": "Tower_\(number)", "context": "The tower is orange. The horn of tower \(number) is loud.",
             "questions": [{"question": "What colour?", "answer": "orange"},
                           {"question": "How loud?", "answer": ["loud", "very"]}]}
            """
        }
        try home.write("[\(passages.joined(separator: ","))]".utf8, to: "data.json")
        let notes = (1...4).map { "\"The tower of number \($0) is orange.\\nThe horn is loud there.\"" }
        try home.write("[\(notes.joined(separator: ","))]".utf8, to: "notes.json")
    }

    private func run(_ arguments: [String]) throws -> Program.Outcome {
        try Program.run(arguments, home: home)
    }

    private var evaluation: [String] {
        [
            "eval", home.path("data.json"), "--completions", home.path("notes.json"), "--epochs", "3",
            "--rank", "2",
        ]
            + model
    }

    @Test func aLoopIsKeptShownExportedAndRemoved() throws {
        let arguments =
            ["train", home.path("data.json"), "--candidates", "2", "--limit", "2", "--epochs", "1", "--json"]
            + model
        let first = try run(arguments)
        // A random model's self-edits teach nothing, and no policy comes of them.
        #expect(first.status == 1, "\(first.errors)")
        let object = try #require(first.objects().first)
        #expect(object["name"] as? String == "data" && object["finished"] as? Bool == true)
        let rounds = try #require(object["rounds"] as? [[String: Any]])
        #expect((rounds.first?["scored"] as? Int) == 2)
        #expect((rounds.first?["mean"] as? [String: Double])?["value"] != nil)
        // The same again is what is known already.
        #expect(try run(arguments).output == first.output)

        let list = try run(["runs", "list", "--json"])
        #expect(list.output.contains("\"state\":\"finished\""))
        let shown = try run(["runs", "show", "data", "--json"])
        #expect(shown.status == 0)
        #expect(shown.output == first.output)
        #expect(try run(["runs", "export", "data", "--to", home.path("run.json"), "--quiet"]).status == 0)
        let exported = try JSONSerialization.jsonObject(
            with: Data(contentsOf: URL(filePath: home.path("run.json"))))
        let entries = try #require((exported as? [String: Any])?["entries"] as? [String: Any])
        #expect(entries.keys.contains("round 0 item 1"))
        #expect(try run(["runs", "export", "data", "--to", home.path("run.json")]).status == 73)
        #expect(try run(["runs", "remove", "data", "--quiet"]).status == 0)
        let gone = try run(["runs", "show", "data"])
        #expect(gone.status == 66)
        #expect(
            gone.errors
                == "selkie: data: there is no run of that name; check the name (see selkie runs list)\n")
    }

    @Test func aTableHasEveryRow() throws {
        let result = try run(evaluation + ["--json"])
        #expect(result.status == 0, "\(result.errors)")
        let object = try #require(result.objects().first)
        let rows = try #require(object["rows"] as? [[String: Any]])
        #expect(
            rows.map { $0["name"] as? String } == [
                "no update", "passage alone", "self-edits of the base", "notes", "passage in view",
            ])
        for row in rows {
            #expect((row["scores"] as? [Double])?.count == 4)
            #expect((row["mean"] as? [String: Double])?.keys.sorted() == ["high", "low", "value"])
        }
        let markdown = try run(evaluation + ["--markdown"])
        #expect(markdown.lines.allSatisfy { $0.hasPrefix("| ") })
        // What stands beside the scores is a second table; a row that nothing could be made of has no answers.
        let exams = try #require(markdown.lines.firstIndex { $0.contains("recited") })
        #expect(exams == 7 && markdown.lines[exams...].contains { $0.hasPrefix("| passage alone |") })
        let controls = try run(evaluation + ["--controls", "--json"])
        let controlled = try #require(controls.objects().first?["rows"] as? [[String: Any]])
        #expect(
            controlled.map { $0["name"] as? String } == [
                "no update", "passage whole, 10 steps", "passage alone", "self-edits of the base", "notes",
                "passage alone, tokens of self-edits of the base",
                "passage alone, directives of self-edits of the base",
                "self-edits of the base, SEAL's schedule", "passage alone, tokens of notes",
                "passage alone, directives of notes", "notes, SEAL's schedule", "passage in view",
            ])
        #expect(controlled.map { $0["against_alone"] != nil } == (0..<12).map { $0 == 3 || $0 == 4 })
        #expect(try run(evaluation + ["--controls", "--jointly"]).status == 64)
        let schedules = try run(
            evaluation + ["--without-base", "--schedule", "3@1e-2", "--schedule", "1@1e-4", "--json"])
        let scheduled = try #require(schedules.objects().first?["rows"] as? [[String: Any]])
        #expect(
            scheduled.map { $0["name"] as? String } == [
                "no update", "passage alone", "passage alone, 3 epochs at 0.01",
                "passage alone, 1 epoch at 0.0001",
                "notes", "passage in view",
            ])
        for wrong in [
            ["--schedule", "3"], ["--schedule", "0@1"], ["--schedule", "1@1", "--schedule", "1@1.0"],
        ] {
            #expect(try run(evaluation + wrong).status == 64)
        }
        let joint = try run(evaluation + ["--jointly", "--json"])
        #expect(try #require(joint.objects().first)["is_joint"] as? Bool == true)
    }

    /// Updates that collapse stand in the table of a comparison and of a loop, with what was seen of them.
    @Test func collapsesAreCounted() throws {
        let absurd = evaluation + ["--limit", "2", "--learning-rate", "3"]
        let object = try #require(try run(absurd + ["--json"]).objects().first)
        let rows = try #require(object["rows"] as? [[String: Any]])
        #expect(rows[0]["collapsed"] == nil && rows[0]["watch"] == nil)
        #expect(rows[1]["collapsed"] as? Int == 2)
        let looks = try #require(rows[1]["watch"] as? [[[[String: Any]]]])
        #expect(looks.map(\.count) == [1, 1] && looks[0][0].last?["epoch"] as? Int == 3)
        #expect((looks[0][0].last?["collapse"] as? String)?.hasPrefix("collapsed after epoch 3 of 3") == true)
        let table = try run(absurd + ["--markdown"])
        #expect(table.lines[0].contains("| collapsed |"))
        #expect(table.lines.contains { $0.hasPrefix("| passage alone |") && $0.contains("| 2 of 2 |") })
        let well = try run(evaluation + ["--limit", "2", "--learning-rate", "1e-5", "--markdown"])
        #expect(!well.lines[0].contains("collapsed"))
    }

    @Test func aRunThatIsKilledEndsAsAnUninterruptedOne() throws {
        /// The table without what was spent on it.
        func figures(_ outcome: Program.Outcome) throws -> String {
            var object = try #require(outcome.objects().first)
            object["rows"] = (object["rows"] as? [[String: Any]])?.map { row in
                row.filter { $0.key != "cost" }
            }
            // What was expected depends on how fast the machine was found to be.
            object["estimate"] = nil
            let data = try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
            return String(decoding: data, as: UTF8.self)
        }
        let start = ContinuousClock.now
        let whole = try figures(run(evaluation + ["--json"]))
        var time = (ContinuousClock.now - start) / .seconds(1)
        func remove() throws {
            #expect(try run(["runs", "remove", "eval-data", "--yes", "--quiet"]).status == 0)
        }
        try remove()
        var kills = 0
        // Each goes on where the last one was killed, so that together they stay below one run's time.
        for share in [0.1, 0.2, 0.25, 0.2, 0.15] {
            if try Program.cutOff(evaluation, after: share * time, home: home) {
                kills += 1
            } else {
                // The machine was busier when it was timed; then another run begins.
                time *= share
                try remove()
            }
        }
        #expect(kills > 0)
        #expect(try figures(run(evaluation + ["--json"])) == whole)
        #expect(try figures(run(["runs", "show", "eval-data", "--json"])) == whole)
    }

    @Test func whatIsExpectedIsToldAndKept() throws {
        let loud = try run(evaluation.filter { $0 != "--quiet" } + ["--json"])
        let line = try #require(
            loud.errors.split(separator: "\n").first { $0.hasPrefix("eval-data: 4 passages") })
        #expect(
            line.wholeMatch(
                of:
                    /eval-data: 4 passages, about [0-9,]+ tokens to write and [0-9,]+ to train: about (a second|\d+ s)\./
            )
                != nil, "\(line)")
        let estimate = try #require(loud.objects().first?["estimate"] as? [String: Any])
        #expect(estimate["items"] as? Int == 4)
        for key in ["tokens_to_write", "tokens_to_train", "seconds"] {
            #expect((estimate[key] as? Double ?? 0) > 0, "\(key)")
        }
        let again = try run(evaluation.filter { $0 != "--quiet" } + ["--json"])
        #expect(!again.errors.contains("4 passages"), "nothing is left to be expected")
        #expect(again.output == loud.output)
    }

    @Test func aRunGoesOnWithoutItsDataset() throws {
        let whole = try run(evaluation + ["--json"]).output
        try FileManager.default.removeItem(atPath: home.path("data.json"))
        let resumed = try run(["runs", "resume", "eval-data", "--json"] + model.dropFirst(2))
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(resumed.output == whole)
    }

    @Test func aCorpusHasOneObjectALine() throws {
        try home.write(
            "# Tower\n\nThe tower is orange. The horn is loud. The goat has a bell.".utf8, to: "tower.md")
        let out = home.path("corpus.jsonl")
        let arguments =
            ["corpus", home.path("tower.md"), "--out", out, "--candidates", "2", "--json"] + model
        let result = try run(arguments)
        #expect(result.status == 0, "\(result.errors)")
        #expect(try #require(result.objects().first)["contexts"] as? Int == 1)
        #expect(FileManager.default.fileExists(atPath: out))
        #expect(try run(arguments).status == 73)
    }

    private static let refusals: [(arguments: [String], status: Int32)] = [
        (["--limit", "0"], 64), (["--start", "9"], 65), (["--repeats", "99"], 64),
        (["--policy", "nobody"], 66),
    ]

    @Test(arguments: refusals.indices)
    func badInputIsRefused(which: Int) throws {
        let (arguments, status) = Self.refusals[which]
        let result = try run(["eval", home.path("data.json")] + arguments + model)
        #expect(result.status == status)
        #expect(!result.errors.isEmpty && result.output.isEmpty)
    }

    @Test func anotherRunIsReusedAsFarAsItIsTheSame() throws {
        let arguments =
            ["train", home.path("data.json"), "--candidates", "2", "--limit", "2", "--epochs", "1", "--json"]
            + model
        func cost(_ more: [String]) throws -> NSDictionary {
            let result = try run(arguments + more)
            #expect(result.status == 1, "\(result.errors)")
            let rounds = try #require(result.objects().first?["rounds"] as? [[String: Any]])
            return try #require(rounds.first?["cost"] as? NSDictionary)
        }
        let first = try cost([])
        // Equal times: nothing was computed again.
        #expect(try cost(["--rounds", "3", "--reuse", "data"]) == first)
        #expect(try cost(["--policy-epochs", "1", "--reuse", "data"]) == first)
        let refused = try run(arguments + ["--seed", "9", "--reuse", "data"])
        #expect(refused.status == 65)
        #expect(refused.errors.hasPrefix("selkie: data: differs in more than its rounds"))
    }

    @Test func aCommandThatIsRefusedLeavesNoRun() throws {
        let refused = try run(["train", home.path("data.json"), "--reuse", "nobody"] + model)
        #expect(refused.status == 66)
        let out = home.path("nowhere/corpus.jsonl")
        #expect(try run(["corpus", home.path("data.json"), "--out", out] + model).status == 73)
        #expect(try run(["runs", "list", "--json"]).output == "[]\n")
    }

    @Test(arguments: ["train", "eval"])
    func proseInADatasetsNameIsToldAsThat(command: String) throws {
        let path = try home.write("# Gauge\n\nIt blew.".utf8, to: "gauge.json")
        let result = try run([command, path] + model)
        #expect(result.status == 65)
        #expect(
            result.errors == "selkie: \(path): named as JSON and is not one; "
                + "rename it; text is read from files that end in .txt or .md\n")
    }

    @Test func aDatasetIsOneWhateverItsName() throws {
        let path = try home.write("[{\"title\": \"x\"}]".utf8, to: "passages.txt")
        let result = try run(["train", path] + model)
        #expect(result.status == 65)
        #expect(result.errors.hasPrefix("selkie: \(path): is no list of passages"), "\(result.errors)")
        let whole = try String(contentsOfFile: home.path("data.json"), encoding: .utf8)
        let dataset = try home.write(whole.utf8, to: "data.md")
        let refused = try run(["corpus", dataset, "--out", home.path("out.jsonl")] + model)
        #expect(refused.status == 65)
        #expect(refused.errors.hasPrefix("selkie: \(dataset): is a dataset of "), "\(refused.errors)")
    }

    @Test func aDatasetOfAnotherShapeIsRefusedByName() throws {
        try home.write("{\"a\": 1}".utf8, to: "other.json")
        let result = try run(["train", home.path("other.json")] + model)
        #expect(result.status == 65)
        #expect(result.errors.hasPrefix("selkie: \(home.path("other.json")): is no list of passages"))
        #expect(result.errors.split(separator: "\n").count == 1)
    }
}
