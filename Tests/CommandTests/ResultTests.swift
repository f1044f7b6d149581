import Foundation
import Testing
import TestKit

/// The JSON that scripts rely on, from a tiny random model.
@Suite struct ResultTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        try TinyModelFolder().write(to: home.path("tiny"))
        model = ["--model", home.path("tiny"), "--threads", "1"]
    }

    @Test func generateGivesOneObjectASample() throws {
        let arguments = [
            "generate", "--raw", "--prompt", "ab", "--max-tokens", "5", "--samples", "3", "--temperature",
            "1",
            "--top-p", "1", "--json",
        ]
        let result = try Program.run(arguments + model, home: home)
        #expect(result.status == 0, "\(result.errors)")
        let objects = try result.objects()
        #expect(objects.count == 3)
        for object in objects {
            let tokens = try #require(object["tokens"] as? [Int])
            let usage = try #require(object["usage"] as? [String: Int])
            #expect(usage == ["prompt_tokens": 2, "completion_tokens": tokens.count])
            #expect(object["text"] is String)
            #expect(object["seconds"] is Double)
            #expect(["stop", "length"].contains(object["finish_reason"] as? String))
        }
        #expect(Set(objects.compactMap { $0["text"] as? String }).count > 1)
        let again = try Program.run(arguments + model, home: home).objects()
        #expect(again.map { $0["tokens"] as? [Int] } == objects.map { $0["tokens"] as? [Int] })
    }

    @Test func streamedTextIsTheTextOfTheObject() throws {
        let arguments = ["generate", "--prompt", "hi", "--max-tokens", "12", "--temperature", "0"] + model
        let plain = try Program.run(arguments, home: home)
        let object = try #require(Program.run(arguments + ["--json"], home: home).objects().first)
        #expect(plain.status == 0)
        #expect(plain.output == (object["text"] as? String).map { $0 + "\n" })
    }

    @Test func promptsComeFromThreePlacesAlike() throws {
        let file = try home.write("hi\n".utf8, to: "prompt.txt")
        let common = ["generate", "--max-tokens", "4", "--temperature", "0", "--json"] + model
        let outcomes = [
            try Program.run(common + ["--prompt", "hi"], home: home),
            try Program.run(common + ["--prompt-file", file], home: home),
            try Program.run(common, input: "hi\n".utf8, home: home),
        ]
        let tokens = try outcomes.map { try $0.objects().first?["tokens"] as? [Int] }
        #expect(tokens[0] != nil)
        #expect(tokens[0] == tokens[1] && tokens[1] == tokens[2])
    }

    @Test func tokenizeRecognisesSpecialTokensUnlessTold() throws {
        let text = "<|im_end|>é"
        let object = try #require(
            Program.run(["tokenize", "--json"] + model, input: text.utf8, home: home).objects().first)
        #expect(object["tokens"] as? [Int] == [257, 0xC3, 0xA9])
        #expect(object["pieces"] as? [String] == ["<|im_end|>", "\u{FFFD}", "\u{FFFD}"])
        let plain = try #require(
            Program.run(["tokenize", "--json", "--no-special"] + model, input: text.utf8, home: home)
                .objects().first)
        #expect(plain["tokens"] as? [Int] == text.utf8.map(Int.init))
    }

    /// Tokens and pieces of a long text are written as they are made.
    @Test(.enabled(if: Program.tellsPeaks), arguments: [[], ["--json"]])
    func tokenizeKeepsNoListOfPieces(options: [String]) throws {
        func peak(_ count: Int) throws -> Int {
            try Program.peak(
                ["tokenize"] + options + model, input: [UInt8](repeating: 97, count: count), home: home)
        }
        #expect(try peak(1 << 17) - peak(1) < 10 << 20)
    }

    @Test func scoreAlignsProbabilitiesWithTokens() throws {
        let object = try #require(
            Program.run(["score", "--json"] + model, input: "abcd".utf8, home: home).objects().first)
        #expect(object["tokens"] as? [Int] == [97, 98, 99, 100])
        let values = try #require(object["logprobs"] as? [Any])
        #expect(values.count == 4)
        #expect(values[0] is NSNull)
        let known = values.dropFirst().compactMap { $0 as? Double }
        #expect(known.count == 3 && known.allSatisfy { $0 < 0 })
        let sum = try #require(object["sum"] as? Double)
        let perplexity = try #require(object["perplexity"] as? Double)
        #expect(abs(sum - known.reduce(0, +)) < 1e-4)
        #expect(abs(perplexity - exp(-sum / 3)) < 1e-3 * perplexity)
    }

    @Test func gradeCountsAgreement() throws {
        let rows = [
            #"{"question": "Where is it?", "gold": "Paris", "answer": "It is in Paris.", "verdict": true}"#,
            #"{"question": "Where is it?", "gold": "Paris", "answer": "Berlin", "gpt4_1_verdict": false}"#,
            #"{"question": "Where is it?", "gold": ["Paris"], "answer": "Rome", "verdict": "yes"}"#,
        ]
        let file = try home.write((rows.joined(separator: "\n\n") + "\n").utf8, to: "rows.jsonl")
        let object = try #require(Program.run(["grade", file, "--json"], home: home).objects().first)
        #expect(object["n"] as? Int == 3)
        #expect(object["precision"] as? Double == 1)
        #expect(object["recall"] as? Double == 0.5)
        #expect(try abs(#require(object["agreement"] as? Double) - 2.0 / 3) < 1e-9)
        #expect(try abs(#require(object["kappa"] as? Double) - 0.4) < 1e-9)
    }

    @Test func modelsListsTheCatalogueAndOnesOwn() throws {
        try FileManager.default.createDirectory(
            atPath: home.path("models"), withIntermediateDirectories: true)
        try TinyModelFolder().write(to: home.path("models/mine"))
        let result = try Program.run(["models", "--json"], home: home)
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        #expect(rows.first?["name"] as? String == "smollm2:135m")
        #expect(rows.first?["state"] as? String == "not installed")
        #expect(rows.last?["name"] as? String == "mine")
        #expect(rows.last?["state"] as? String == "own")
    }

    @Test func modelsListsWhatOthersKeep() throws {
        let hub = ".cache/huggingface/hub/models--org--"
        for folder in [hub + "good/snapshots", hub + "other/snapshots/abc", ".cache/llama.cpp"] {
            try FileManager.default.createDirectory(
                atPath: home.path(folder), withIntermediateDirectories: true)
        }
        try TinyModelFolder().write(to: home.path(hub + "good/snapshots/abc"))
        _ = try home.write(#"{"model_type": "phi3"}"#.utf8, to: hub + "other/snapshots/abc/config.json")
        _ = try home.write("no model".utf8, to: ".cache/llama.cpp/odd.gguf")
        let result = try Program.run(["models", "--json"], home: home)
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        let found = rows.filter { $0["keeper"] as? String != "Selkie" }
        #expect(found.map { $0["name"] as? String } == ["hf:org/good", "hf:org/other", "llama.cpp:odd.gguf"])
        #expect(found.map { $0["state"] as? String } == ["found", "unsupported", "unsupported"])
        #expect(
            found.map { $0["reason"] as? String } == [
                nil, "architecture 'phi3' is not supported", "is not a GGUF file",
            ])
        let answer = try Program.run(
            ["tokenize", "--model", "hf:org/good"], input: "a".utf8, home: home)
        #expect(answer.status == 0, "\(answer.errors)")
    }

    @Test func benchMeasuresEverything() throws {
        let work = try home.write(
            #"{"sequences": [[1,2,3,4],[5,6,7]], "prompts": [[1,2],[3]]}"#.utf8, to: "work.json")
        let result = try Program.run(
            ["bench", "--json", "--quick", "--work", work] + model, home: home)
        #expect(result.status == 0, "\(result.errors)")
        let object = try #require(result.objects().first)
        let results = try #require(object["results"] as? [[String: Any]])
        func sizes(_ measure: String) -> [Int] {
            results.filter { $0["measure"] as? String == measure }.compactMap { $0["size"] as? Int }
        }
        #expect(sizes("products") == [1, 8, 3, 15])
        #expect(sizes("training") == [1, 5] && sizes("limit-share") == [1, 5])
        #expect(sizes("scaling") == [2, 4, 8, 16])
        #expect(sizes("decoding") == [1, 2, 4, 8, 16, 32])
        #expect(sizes("prompt") == [255])
        for measure in ["multiply-adds", "memory-reads", "upper-layers", "packing", "judging", "memory"] {
            #expect(sizes(measure).count == 1, "\(measure)")
        }
        #expect(results.allSatisfy { ($0["median"] as? Double ?? 0) > 0 && $0["unit"] is String })
    }

    @Test func benchTakesOnlyWhatIsNamed() throws {
        let result = try Program.run(["bench", "prompt", "--json", "--quick"] + model, home: home)
        let object = try #require(result.objects().first)
        let results = try #require(object["results"] as? [[String: Any]])
        #expect(results.compactMap { $0["measure"] as? String } == ["prompt"])
    }

    @Test func chatAnswersEachLineAndObeysCommands() throws {
        let lines = "hello\n/reset\n/nonsense\n/adapter none\nhello\n/exit\nnever read\n"
        let arguments = ["chat", "--max-tokens", "3", "--temperature", "0", "--quiet"] + model
        let result = try Program.run(arguments, input: lines.utf8, home: home)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("/nonsense"))
        let alone = try Program.run(arguments, input: "hello\n".utf8, home: home)
        // The reset makes the second answer equal to the first.
        #expect(result.output == alone.output + alone.output)
    }

    @Test func chatDropsTheOldestTurnsAndSaysSo() throws {
        var small = TinyModelFolder()
        small.contextLength = 96
        try small.write(to: home.path("small"))
        let arguments = ["chat", "--max-tokens", "8", "--model", home.path("small")]
        let result = try Program.run(arguments, input: "one\ntwo\nthree\nfour\n".utf8, home: home)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("window of 96 tokens"))
    }

    @Test func ctrlCEndsAnAnswerWith130() throws {
        var endless = TinyModelFolder()
        endless.contextLength = 32_768
        try endless.write(to: home.path("endless"))
        let result = try Program.interrupt(
            [
                "generate", "--raw", "--prompt", "a", "--max-tokens", "30000", "--temperature", "0",
                "--model",
                home.path("endless"),
            ], home: home)
        #expect(result.status == 130)
        #expect(result.errors == "selkie: stopped\n")
        #expect(result.output.hasSuffix("\n"))
    }
}
