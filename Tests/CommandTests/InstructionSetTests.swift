import Testing
import TestKit

/// What the program does with a processor's instructions that it is told to use.
@Suite struct InstructionSetTests {
    private let home: TemporaryHome
    /// One that no processor has beside those that the program runs on.
    private static let missing: String = {
        #if arch(arm64)
            "avx2"
        #else
            "neon"
        #endif
    }()

    init() throws {
        home = try TemporaryHome()
        try TinyModelFolder().write(to: home.path("tiny"))
    }

    private static func arguments(_ command: String) -> [String] {
        switch command {
        case "ask": ["ask", "Who?", "--without"]
        case "learn": ["learn", "text.txt"]
        case "generate": ["generate", "--prompt", "a"]
        default: [command]
        }
    }

    @Test(arguments: ["ask", "bench", "generate", "learn", "score"], ["avx9", missing])
    func anotherOneIsRefused(command: String, set: String) throws {
        let text = try home.write("A short text about nothing in particular.\n".utf8, to: "text.txt")
        let arguments = Self.arguments(command).map { $0 == "text.txt" ? text : $0 }
        let result = try Program.run(
            arguments + ["--model", home.path("tiny")], input: "a".utf8, environment: ["SELKIE_ISA": set],
            home: home)
        #expect(result.status == 64, "\(result.errors)")
        #expect(result.output.isEmpty)
        let problem =
            set == "avx9"
            ? "no instruction set of that name" : "this processor does not have these instructions"
        let beginning = "selkie: SELKIE_ISA: \(set): \(problem); unset it, or choose one of: portable"
        #expect(result.errors.hasPrefix(beginning), "\(result.errors)")
        #expect(result.errors.filter { $0 == "\n" }.count == 1, "\(result.errors)")
    }

    @Test func theNarrowestComputes() throws {
        let result = try Program.run(
            ["score", "--model", home.path("tiny"), "--json"], input: "some words".utf8,
            environment: ["SELKIE_ISA": "portable"], home: home)
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.isEmpty)
    }

    @Test(arguments: ["avx9", missing, "portable"])
    func doctorTellsWhichAreUsed(set: String) throws {
        let result = try Program.run(
            ["doctor", "--json", "--model", home.path("tiny")], environment: ["SELKIE_ISA": set], home: home)
        let report = try #require(result.objects().first)
        let checks = try #require(report["checks"] as? [[String: Any]])
        let check = try #require(checks.first { $0["name"] as? String == "instructions" })
        let finding = try #require(check["finding"] as? String)
        if set == "portable" {
            #expect(check["state"] as? String == "ok")
            #expect(finding.hasPrefix("portable, as SELKIE_ISA says"))
        } else {
            #expect(result.status == 1)
            #expect(report["ok"] as? Bool == false)
            #expect(check["state"] as? String == "fail")
            #expect(finding.hasPrefix("SELKIE_ISA: \(set): "))
            #expect((check["remedy"] as? String)?.contains("choose one of: portable") == true)
            #expect(checks.first { $0["name"] as? String == "model" }?["state"] as? String == "ok")
        }
    }
}
