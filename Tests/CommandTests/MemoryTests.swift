import Foundation
import TestKit
import Testing

/// `--memory` as users meet it, on a tiny random model.
@Suite struct MemoryTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel()
        try home.write("# Tower\n\nThe tower is orange. The horn is loud.".utf8, to: "tower.md")
        try home.write(#"[{"question":"What colour?","answer":"orange"}]"#.utf8, to: "exam.json")
    }

    private func learn(_ arguments: [String]) throws -> Program.Outcome {
        try Program.run(
            [
                "learn", home.path("tower.md"), "--questions", home.path("exam.json"), "--epochs", "1",
                "--rank", "2", "--alpha", "4",
            ] + arguments + model, home: home)
    }

    @Test func whatItWillTakeIsSaidAndMeasured() throws {
        let result = try learn(["--passage-only", "--memory", "1.5G", "--json"])
        let object = try #require(result.objects().first, "\(result.errors)")
        let memory = try #require(object["memory"] as? [String: Any])
        #expect(memory["allowed"] as? Int == 3 << 29)
        let expected = try #require(memory["expected"] as? Int)
        #expect(expected > 64 << 20 && expected < 1 << 30)
        #expect(memory["adapters_together"] as? Int == 1 && memory["recomputes"] as? Bool == false)
        #expect(memory["peak"] as? Int ?? 0 > 1 << 20)
        #expect(result.errors.contains("Memory: about "), "\(result.errors)")
        #expect(result.errors.contains(" of 1.6 GB that may be used.\n"), "\(result.errors)")
    }

    @Test func tooLittleIsRefusedBeforeAnythingBegins() throws {
        let result = try learn(["--memory", "2m"])
        #expect(result.status == 69)
        let line = try #require(result.errors.split(separator: "\n").last)
        #expect(line.contains("at the least, where 2 MB may be used; allow more memory, or train"), "\(line)")
        // Nothing was measured, written or kept.
        #expect(!FileManager.default.fileExists(atPath: home.path("rates.json")))
    }

    @Test(arguments: ["", "0", "-1g", "4x", "g", "1e3", "1..5g", "99999999999999999999g"])
    func amountsThatAreNone(amount: String) throws {
        let result = try learn(["--memory=\(amount)"])
        #expect(result.status == 64 && result.errors.contains("--memory"), "\(result.errors)")
    }
}
