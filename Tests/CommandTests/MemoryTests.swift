import Foundation
import Testing
import TestKit

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

    /// Rows of an evaluation are trained together, on sequences as long as the passages have; what is done needs no memory.
    @Test func anEvaluationCountsItsAdaptersAndTheirSequences() throws {
        let long = (1...40).map { "The tower number \($0) is orange" }.joined(separator: " ")
        let tower = "The tower is orange. The horn is loud."
        for (name, text) in [("short", tower), ("long", long)] {
            try home.write(
                #"[{"title":"T","context":"\#(text)","questions":[{"question":"What?","answer":"orange"}]}]"#
                    .utf8, to: "\(name).json")
        }
        func told(_ data: String, _ more: [String] = []) throws -> Double? {
            let result = try Program.run(
                ["eval", home.path("\(data).json"), "--epochs", "1", "--rank", "64"] + more + model,
                home: home)
            #expect(result.status == 0, "\(result.errors)")
            return result.errors.firstMatch(of: /Memory: about ([0-9.]+) MB/).flatMap { Double($0.1) }
        }
        let usual = try #require(try told("short"))
        #expect(try #require(try told("short", ["--controls"])) > usual + 1)
        #expect(try #require(try told("long")) > usual)
        #expect(try told("short") == nil)
        #expect(try told("short", ["--memory", "2m"]) == nil)
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
