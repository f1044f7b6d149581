import Foundation
import Testing
import TestKit

/// `selkie learn` and `selkie ask` as scripts use them, on a tiny random model that learns nothing sensible.
@Suite struct LearnTests {
    private let home: TemporaryHome
    private let model: [String]
    private let quick = ["--epochs", "1", "--rank", "2", "--alpha", "4", "--quiet"]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel()
        try home.write(
            "# Tower\n\nThe tower is orange. The horn is loud. The goat has a bell.".utf8, to: "tower.md")
        let exam = """
            [{"question":"What colour?","answer":"orange"}, {"question":"How loud?","answer":["loud","very"]},
            {"question":"Who has a bell?","answer":"the goat"}]
            """
        try home.write(exam.utf8, to: "exam.json")
    }

    private func learn(_ arguments: [String], input: [UInt8] = []) throws -> Program.Outcome {
        let given = ["--passage-only", "--completions", "--candidates"]
        let few = arguments.contains(where: given.contains) ? [] : ["--candidates", "2"]
        return try Program.run(["learn"] + arguments + few + quick + model, input: input, home: home)
    }

    @Test func theObjectHasWhatScriptsRelyOn() throws {
        let result = try learn([home.path("tower.md"), "--questions", home.path("exam.json"), "--json"])
        // Random weights answer nothing right: the run is whole, and nothing is kept.
        #expect(result.status == 1, "\(result.errors)")
        let object = try #require(result.objects().first)
        #expect(object["seconds"] is Double && object["rows_per_second"] is Double)
        let document = try #require((object["documents"] as? [[String: Any]])?.first)
        #expect(document["title"] as? String == "Tower")
        #expect(document["kept"] as? Bool == false)
        #expect(document["score_before"] as? Double == 0 && document["score_after"] as? Double == 0)
        let candidates = try #require(document["candidates"] as? [[String: Any]])
        #expect(candidates.map { $0["style"] as? String } == ["rewrite", "rewrite", "passage"])
        for candidate in candidates {
            #expect(candidate["text"] is String)
            for key in ["sequences", "rows", "loss_first", "loss_last", "score"] {
                #expect(candidate[key] is Double, "\(key)")
            }
        }
        let questions = try #require(document["questions"] as? [[String: Any]])
        #expect(questions.count == 3)
        #expect(questions[1]["gold"] as? [String] == ["loud", "very"])
        for key in ["before", "after"] { #expect(questions[0][key] is String) }
        for key in ["before_correct", "after_correct"] { #expect(questions[0][key] as? Bool == false) }
    }

    /// A tiny model trained at an absurd rate says one thing only: it is given up, and the output says why.
    @Test func aCandidateThatCollapsesSaysWhy() throws {
        let arguments = [
            home.path("tower.md"), "--questions", home.path("exam.json"), "--passage-only", "--learning-rate",
            "3",
        ]
        let result = try learn(arguments + ["--json"])
        #expect(result.status == 1, "\(result.errors)")
        let document = try #require((result.objects().first?["documents"] as? [[String: Any]])?.first)
        let candidate = try #require((document["candidates"] as? [[String: Any]])?.first)
        let look = try #require((candidate["watch"] as? [[String: Any]])?.last)
        let reason = try #require(candidate["failure"] as? String)
        #expect(reason.hasPrefix("collapsed after epoch 1 of 1: "), "\(reason)")
        #expect(look["collapse"] as? String == reason && candidate["score"] == nil)
        #expect(candidate["best"] as? Bool == false)
        #expect(look["epoch"] as? Int == 1 && look["probes"] as? Int == 6 && look["alike"] is Int)
        #expect((document["questions"] as? [[String: Any]])?.count == 3)
        let table = try learn(arguments)
        #expect(table.output.contains(reason) && !table.output.contains("best"))
        #expect(table.output.contains("Not kept: every candidate failed.\n"))
    }

    @Test func withoutQuestionsTheHeldOutGainIsTheScore() throws {
        let result = try learn([home.path("tower.md"), "--passage-only", "--json", "--learning-rate", "0.01"])
        let document = try #require(
            (result.objects().first?["documents"] as? [[String: Any]])?.first)
        #expect(document["measure"] as? String == "held_out")
        #expect((document["candidates"] as? [[String: Any]])?.map { $0["style"] as? String } == ["passage"])
        if document["kept"] as? Bool == true {
            let folder = try #require(document["adapter"] as? String)
            #expect(FileManager.default.fileExists(atPath: folder + "/adapter_model.safetensors"))
            let asked = try Program.run(
                ["ask", "What colour?", "--adapter", "tower", "--json"] + model, home: home)
            #expect(asked.status == 0, "\(asked.errors)")
            #expect(try asked.objects().first?["adapter"] as? String == "tower")
            let compared = try Program.run(
                ["ask", "What colour?", "--compare", "--adapter", "tower", "--json"] + model, home: home)
            #expect(try compared.objects().first?["without"] is String)
        }
    }

    @Test func theTextMayComeFromStandardInput() throws {
        let result = try learn(["-", "--passage-only", "--json"], input: Array("It is so. It is not.".utf8))
        #expect(
            try (result.objects().first?["documents"] as? [[String: Any]])?.count == 1, "\(result.errors)")
    }

    @Test func askingBeforeLearningSaysWhatToDo() throws {
        let result = try Program.run(["ask", "What?"] + model, home: home)
        #expect(result.status == 66)
        #expect(
            result.errors.hasSuffix(
                "teach it something, or ask the bare model (selkie learn FILE, or --without)\n"))
        #expect(result.errors.split(separator: "\n").count == 1)
        let bare = try Program.run(["ask", "What?", "--without"] + model, home: home)
        #expect(bare.status == 0)
    }

    @Test(arguments: [
        ("[", "no valid JSON"), ("{}", "it is no list"), ("[]", "holds no questions"),
        (#"[{"question":"Q?"}]"#, #"entry 1 has no "answer""#),
        (
            #"[{"question":"Q?","answer":"a"},{"question":"","answer":"b"}]"#,
            "entry 2 has no question or no answer"
        ),
        (#"[{"question":5,"answer":"a"}]"#, #"entry 1: "question" is of the wrong type"#),
    ])
    func aBadExamIsRefusedByPlace(text: String, problem: String) throws {
        let file = try home.write(text.utf8, to: "bad.json")
        let result = try learn([home.path("tower.md"), "--questions", file])
        #expect(result.status == 65)
        #expect(
            result.errors.hasPrefix("selkie: \(file): ") && result.errors.contains(problem),
            "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(result.output.isEmpty)
    }

    @Test(arguments: [
        ([UInt8](), "is empty"), (Array("a\u{0}b\u{0}\u{0}".utf8), "is no text"),
        ([0x61, 0x80, 0x62], "byte 1"),
    ])
    func aDocumentThatIsNoTextLeavesNothingBehind(bytes: [UInt8], problem: String) throws {
        let file = try home.write(bytes, to: "odd.txt")
        let result = try learn([file, "--passage-only"])
        #expect(result.status == 65, "\(result.errors)")
        #expect(result.errors.hasPrefix("selkie: \(file): "), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: home.path("adapters")))
    }

    @Test func aDatasetIsNoDocument() throws {
        let dataset = """
            [{"title": "Tower", "context": "The tower is orange.", "questions": [{"question": "What colour?", "answer": "orange"}]}]
            """
        for name in ["dataset.json", "notes.md", "notes"] {
            let path = try home.write(dataset.utf8, to: name)
            let result = try learn([path])
            #expect(result.status == 65)
            #expect(
                result.errors.hasPrefix(
                    "selkie: \(path): is a dataset of 1 passage with questions; learn a passage of it"))
        }
    }

    @Test func studyMaterialMustFitTheContexts() throws {
        let file = try home.write(#"["one","two"]"#.utf8, to: "material.json")
        let result = try learn([home.path("tower.md"), "--completions", file])
        #expect(result.status == 65)
        #expect(
            result.errors.contains("the text has 1 contexts, the study material is for 2"), "\(result.errors)"
        )
    }

    @Test func givenMaterialIsUsed() throws {
        let file = try home.write(
            #"[{"completion":"The tower has the colour orange."}]"#.utf8, to: "material.json")
        let result = try learn([
            home.path("tower.md"), "--completions", file, "--questions", home.path("exam.json"), "--json",
        ])
        let document = try #require((result.objects().first?["documents"] as? [[String: Any]])?.first)
        #expect(
            (document["candidates"] as? [[String: Any]])?.map { $0["style"] as? String } == [
                "given", "passage",
            ])
    }

    @Test(arguments: [
        ["--candidates", "0"], ["--epochs", "0"], ["--rank", "0"], ["--learning-rate", "-1"],
        ["--style", "song"],
        ["--passage-only", "--completions", "x.json"],
    ])
    func senselessOptionsAreUsageErrors(options: [String]) throws {
        let result = try Program.run(["learn", home.path("tower.md")] + options + model, home: home)
        #expect(result.status == 64)
    }
}
