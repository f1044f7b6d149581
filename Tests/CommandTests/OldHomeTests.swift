import Foundation
import GRDB
import Testing
import TestKit

/// A home as the version before made it: with adapters, with runs that are finished, and with an evaluation that was
/// killed.
@Suite struct OldHomeTests {
    private let home: TemporaryHome
    private let model = ["--model", "tiny", "--threads", "1"]

    init() throws {
        home = try TemporaryHome()
        let old = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Homes/before-memory")
        try? FileManager.default.removeItem(atPath: home.path("home"))
        try FileManager.default.copyItem(atPath: old.path(percentEncoded: false), toPath: home.path("home"))
    }

    private func run(_ arguments: [String]) throws -> Program.Outcome {
        try Program.run(arguments + ["--home", home.path("home")], home: home)
    }

    private func list(_ arguments: [String]) throws -> [[String: Any]] {
        let outcome = try run(arguments + ["--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    }

    @Test func everyAdapterAndRunIsStillThere() throws {
        let adapters = try list(["adapters", "list"])
        #expect(adapters.map { $0["name"] as? String } == ["chapter-1", "tallow-point"])
        #expect(adapters.map { $0["hash"] as? String } == ["23b7b4eeef4e587f", "b84e0912638af742"])
        let runs = try list(["runs", "list"])
        #expect(runs.map { $0["name"] as? String } == ["eval-long", "eval-data", "data"])
        for name in ["chapter-1", "tallow-point"] {
            let answer = try run(["ask", "When?", "--adapter", name, "--max-tokens", "3", "--quiet"] + model)
            #expect(answer.status == 0, "\(answer.errors)")
        }
        for name in ["eval-data", "data"] {
            let shown = try run(["runs", "show", name])
            #expect(shown.status == 0 && !shown.output.isEmpty, "\(shown.errors)")
        }
    }

    @Test func whatWasKilledGoesOn() throws {
        // The runs name their model by its path, and the home was elsewhere then.
        try DatabaseQueue(path: home.path("home/selkie.sqlite")).write {
            try $0.execute(
                sql: "UPDATE run SET inputs = replace(replace(inputs, '\\/', '/'), '/selkie-home', ?)",
                arguments: [home.path("home")])
        }
        let evaluation = try run(["runs", "resume", "eval-long", "--threads", "1"])
        #expect(evaluation.status == 0, "\(evaluation.errors)")
        #expect(evaluation.errors.contains("Going on with the run eval-long"))
    }
}
