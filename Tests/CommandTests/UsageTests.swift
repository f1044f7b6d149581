import Testing
import TestKit

/// What the program says about itself and about a wrong command line.
@Suite struct UsageTests {
    private let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    @Test func helpListsCommandsAndExitCodes() throws {
        let result = try Program.run(["--help"], home: home)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        for word in [
            "generate", "chat", "tokenize", "score", "grade", "models", "pull", "doctor", "bench", "130",
            "--generate-completion-script",
        ] {
            #expect(result.output.contains(word), "\(word)")
        }
    }

    @Test(arguments: [
        (
            "generate",
            ["--raw", "--samples", "--max-tokens", "--stop", "--top-p", "--seed", "--adapter", "--json"]
        ),
        ("chat", ["/adapter", "/reset", "--system"]), ("tokenize", ["--no-special", "--model"]),
        ("score", ["--adapter", "null"]), ("grade", ["gpt4_1_verdict"]), ("models", ["--home"]),
        ("pull", ["--verify"]), ("doctor", ["--threads"]), ("bench", ["--quick", "--work"]),
    ])
    func everyCommandExplainsItself(command: String, words: [String]) throws {
        let result = try Program.run([command, "--help"], home: home)
        #expect(result.status == 0)
        for word in words { #expect(result.output.contains(word), "\(word)") }
    }

    @Test func versionIsANumber() throws {
        let result = try Program.run(["--version"], home: home)
        #expect(result.status == 0)
        #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test(arguments: [
        ["frobnicate"], ["generate", "--nonsense"], ["generate", "--temperature", "-1"],
        ["generate", "--top-p", "0"], ["generate", "--samples", "0"], ["generate", "--max-tokens", "0"],
        ["generate", "--repetition-penalty", "0"], ["generate", "--raw", "--system", "s", "-p", "p"],
        ["generate", "--prompt", "a", "--prompt-file", "b"], ["chat", "--json"], ["score", "--threads", "0"],
        ["grade"], ["tokenize", "--top-k", "-1"], ["generate", "-p", "p", "--samples", "99999999999"],
        ["generate", "-p", "p", "--samples", "2", "--max-tokens", "9223372036854775807"],
        ["learn", "a.txt", "--passage-only", "--candidates", "3"],
        ["learn", "a.txt", "--passage-only", "--race"],
        ["learn", "a.txt", "--completions", "c.json", "--temperature", "1"],
        ["corpus", "a.txt", "--out", "c.jsonl", "--rank", "4"], ["train", "d.json", "--beta", "0.2"],
        ["fewshot", "train", "t.json", "--epochs", "2"], ["report", "r", "--out", "r.txt"],
        ["report", "r", "--png", "r.svg"], ["fewshot", "show", "arc:train", "--solutions", "s.json"],
        ["fewshot", "show", "t.json", "--run", "r"], ["fewshot", "show", "--run", "r", "--limit", "1"],
    ])
    func wrongCommandLineIs64(arguments: [String]) throws {
        let result = try Program.run(arguments, home: home)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(!result.errors.isEmpty)
    }

    @Test(arguments: [
        (["lern"], "lern: is no command of selkie; did you mean selkie learn?"),
        (["help", "lern"], "lern: is no command of selkie; did you mean selkie learn?"),
        (["Gen"], "Gen: is no command of selkie; selkie --help lists them"),
        (["gen", "--help"], "gen: is no command of selkie; did you mean selkie generate?"),
        (["adapters", "lst"], "lst: is no command of selkie adapters; did you mean selkie adapters list?"),
        (["runs", "mend"], "mend: is no command of selkie runs; selkie runs --help lists them"),
        (
            ["fewshot", "tarin", "t.json"],
            "tarin: is no command of selkie fewshot; did you mean selkie fewshot train?"
        ),
    ])
    func aMistypedCommandIsNamedWithTheNearest(arguments: [String], sentence: String) throws {
        let result = try Program.run(arguments, home: home)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errors == "selkie: \(sentence)\n")
    }

    @Test func wordsAfterACommandAreItsOwn() throws {
        let result = try Program.run(["adapters", "list", "lst"], home: home)
        #expect(result.status == 64)
        #expect(result.errors.contains("Unexpected argument 'lst'"))
    }

    @Test func completionsAreWritten() throws {
        let result = try Program.run(["--generate-completion-script", "bash"], home: home)
        #expect(result.status == 0)
        #expect(result.output.contains("tokenize"))
    }
}
