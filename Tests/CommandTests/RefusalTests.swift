import Foundation
import ModelFormats
import Testing
import TestKit

/// Missing and damaged input: one line, an exit code by kind, nothing on standard output.
@Suite struct RefusalTests {
    private let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    private func expectRefusal(
        _ arguments: [String], input: [UInt8] = Array("text".utf8), status: Int32, _ words: [String]
    ) throws {
        let result = try Program.run(arguments, input: input, home: home)
        #expect(result.status == status, "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("selkie: "))
        #expect(result.errors.filter { $0 == "\n" }.count == 1, "\(result.errors)")
        for word in words { #expect(result.errors.contains(word), "\(word) in \(result.errors)") }
    }

    @Test func theDefaultModelIsNotThere() throws {
        for command in ["generate", "score", "tokenize", "chat", "bench"] {
            try expectRefusal([command], status: 66, ["smollm2:135m", "selkie pull"])
        }
    }

    @Test func advisedCommandsMeanTheHomeThatWasNamed() throws {
        let other = home.path("my other")
        try expectRefusal(["score", "--home", other], status: 66, ["pull it: selkie pull --home '\(other)'"])
        try expectRefusal(["score", "--home=x"], status: 66, ["pull it: selkie pull --home x"])
        try expectRefusal(
            ["adapters", "show", "no"], status: 66, ["check the name (see selkie adapters list)"])
        try expectRefusal(["pull", "--home", "/dev/null/x"], status: 73, ["--home or SELKIE_HOME"])
    }

    @Test func aModelOfThatNameIsNotThere() throws {
        try expectRefusal(["score", "--model", "smolm2:135m"], status: 66, ["smolm2:135m"])
    }

    @Test func aFileThatIsNoModel() throws {
        let file = try home.write("hello, world".utf8, to: "notes.gguf")
        try expectRefusal(["tokenize", "--model", file], status: 65, [file, "GGUF"])
    }

    @Test(.timeLimit(.minutes(1))) func aPipeIsNoModelAndNoDocumentOfAFolder() throws {
        let pipe = home.path("pipe.gguf")
        #expect(mkfifo(pipe, 0o600) == 0)
        try expectRefusal(["score", "--model", pipe], status: 65, [pipe, "not a regular file"])
        let documents = home.path("documents")
        try FileManager.default.createDirectory(atPath: documents, withIntermediateDirectories: false)
        symlink(pipe, documents + "/link.txt")
        symlink("/dev/zero", documents + "/zero.txt")
        try expectRefusal(["learn", documents], status: 65, ["no document in this folder"])
        symlink(pipe, documents + "/task.json")
        symlink("/proc/version", documents + "/kernel.json")
        try expectRefusal(["fewshot", "show", documents], status: 65, ["holds no task;"])
        // A file of a model that is one waits for nobody either.
        try TinyModelFolder().write(to: home.path("tiny"))
        let settings = home.path("tiny/tokenizer_config.json")
        try FileManager.default.removeItem(atPath: settings)
        #expect(mkfifo(settings, 0o600) == 0)
        let answer = try Program.run(["tokenize", "--model", home.path("tiny")], input: "a".utf8, home: home)
        #expect(answer.status == 0 && answer.output.contains("97"), "\(answer.errors)")
    }

    @Test(arguments: [1e13, 1e25] as [Float])
    func weightsThatOverflowAreNoAnswer(strength: Float) throws {
        var model = TinyModelFolder()
        model.strength = strength
        try model.write(to: home.path("huge"))
        let commands = [
            ["score"], ["score", "--json"], ["generate", "--raw"], ["generate", "--raw", "--json"],
            ["generate", "--raw", "--temperature", "1", "--json"],
        ]
        for command in commands {
            try expectRefusal(
                command + ["--model", home.path("huge"), "--quiet"], status: 65,
                ["huge: logits: they are no numbers", "fetch it again, or use another"])
        }
    }

    /// Each log-probability is a number, and what is made of them is none.
    @Test func aPerplexityThatOverflowsIsNoAnswer() throws {
        var model = TinyModelFolder()
        model.strength = 1000
        try model.write(to: home.path("huge"))
        for format in [[], ["--json"]] {
            try expectRefusal(
                ["score", "--quiet", "--model", home.path("huge")] + format, status: 65,
                ["huge: perplexity: it is too large for a number", "fetch it again, or use another"])
        }
    }

    @Test func aTruncatedModel() throws {
        let file = try home.write(Array("GGUF".utf8) + [3, 0, 0, 0, 1, 0], to: "short.gguf")
        try expectRefusal(["score", "--model", file], status: 65, [file])
    }

    @Test func anUnknownArchitecture() throws {
        let file = home.path("other.gguf")
        try GGUFWriter.write(metadata: ["general.architecture": .string("gpt-j")], tensors: [], to: file)
        let result = try Program.run(["score", "--model", file], input: "a".utf8, home: home)
        #expect(result.status == 65)
        #expect(result.errors.contains(file))
    }

    @Test func anUnknownFamilyIsNamed() throws {
        var model = TinyModelFolder()
        model.family = "mamba"
        try model.write(to: home.path("mamba"))
        try expectRefusal(["score", "--model", home.path("mamba")], status: 65, ["mamba"])
    }

    @Test func theByteThatIsNoTextIsNamed() throws {
        try TinyModelFolder().write(to: home.path("tiny"))
        let input = Array("abc".utf8) + [0xC3, 0x28]
        try expectRefusal(
            ["tokenize", "--model", home.path("tiny")], input: input, status: 65,
            ["standard input: byte 3", "UTF-8"])
    }

    @Test func textLongerThanTheWindow() throws {
        var model = TinyModelFolder()
        model.contextLength = 16
        try model.write(to: home.path("tiny"))
        try expectRefusal(
            ["score", "--model", home.path("tiny")], input: [UInt8](repeating: 97, count: 40), status: 65,
            ["40 tokens", "16"])
    }

    @Test func aModelWithoutChatTemplate() throws {
        var model = TinyModelFolder()
        model.hasChatTemplate = false
        try model.write(to: home.path("tiny"))
        try expectRefusal(
            ["generate", "--model", home.path("tiny")], status: 65, ["chat template", "--raw"])
    }

    @Test func anAdapterThatIsNotThere() throws {
        try TinyModelFolder().write(to: home.path("tiny"))
        try expectRefusal(
            ["score", "--model", home.path("tiny"), "--adapter", home.path("none")], status: 66,
            [home.path("none")])
    }

    @Test func gradedAnswersWithAFaultyLine() throws {
        let rows = #"{"question": "q", "gold": "g", "answer": "a", "verdict": true}"# + "\n{}\n"
        let file = try home.write(rows.utf8, to: "rows.jsonl")
        try expectRefusal(["grade", file], status: 65, ["rows.jsonl: line 2"])
        try expectRefusal(["grade", home.path("absent.jsonl")], status: 66, ["absent.jsonl"])
    }

    @Test func doctorSaysWhatIsMissing() throws {
        let result = try Program.run(["doctor", "--json"], home: home)
        #expect(result.status == 1)
        let report = try #require(result.objects().first)
        #expect(report["ok"] as? Bool == false)
        let checks = try #require(report["checks"] as? [[String: Any]])
        let model = try #require(checks.first { $0["name"] as? String == "model" })
        #expect(model["state"] as? String == "fail")
        #expect((model["remedy"] as? String)?.contains("selkie pull") == true)
    }

    @Test func aModelThatCannotBePulled() throws {
        try expectRefusal(["pull", "gpt-17"], status: 66, ["gpt-17", "smollm2:135m"])
    }
}
