import Foundation
import GRDB
import Memory
import Testing
import TestKit

/// `selkie runs regrade`: runs as an earlier version left them, scored again.
@Suite struct RegradeTests {
    private let home: TemporaryHome
    private let model: [String]

    init() throws {
        home = try TemporaryHome()
        model = try home.tinyModel(contextLength: 1024) + ["--quiet"]
        let passages = (1...2).map { number in
            """
            {"title": "Tower_\(number)", "context": "The tower is orange. The horn of tower \(number) is loud.",
             "questions": [{"question": "What colour?", "answer": "orange"},
                           {"question": "How loud?", "answer": ["loud", "very"]}]}
            """
        }
        try home.write("[\(passages.joined(separator: ","))]".utf8, to: "data.json")
    }

    private func run(_ arguments: [String]) throws -> Program.Outcome {
        try Program.run(arguments, home: home)
    }

    private func train(_ more: [String] = []) -> [String] {
        ["train", home.path("data.json"), "--candidates", "2", "--epochs", "1", "--json"] + more + model
    }

    private var evaluation: [String] {
        ["eval", home.path("data.json"), "--epochs", "1", "--rank", "2", "--json"] + model
    }

    /// Makes another of a run's inputs and entries.
    private func change(_ name: String, _ change: (Any) -> Any) async throws {
        func changed(_ json: Data) throws -> Data {
            let value = try JSONSerialization.jsonObject(with: json, options: .fragmentsAllowed)
            return try JSONSerialization.data(withJSONObject: change(value), options: .fragmentsAllowed)
        }
        let runs = RunStore(try AdapterStore(home: home.path))
        try await runs.rewrite(runs.experiment(named: name)) { record, entries in
            RunStore.Revision(
                key: record.key, inputs: try changed(record.inputs),
                entries: try entries.map {
                    let payload = try changed(Data($0.payload.utf8))
                    return RunStore.Entry(key: $0.key, payload: String(decoding: payload, as: UTF8.self))
                })
        }
    }

    /// A JSON value whose objects are changed, the innermost first.
    private static func map(_ value: Any, _ change: ([String: Any]) -> [String: Any]) -> Any {
        switch value {
        case let list as [Any]: list.map { map($0, change) }
        case let object as [String: Any]: change(object.mapValues { map($0, change) })
        default: value
        }
    }

    /// Makes a run what it would have been when every answer counted that holds the right one, and, unless it `asks`
    /// them, before there were unanswerable questions.
    private func makeOld(_ name: String, asks: Bool) async throws {
        let gone = ["scoring"] + (asks ? [] : ["unanswerable"])
        try await change(name) { value in
            Self.map(value) { object in
                var old = object.filter { !gone.contains($0.key) }
                if old["isCorrect"] != nil { old["outcome"] = nil }
                return old
            }
        }
        let record = try RunStore(try AdapterStore(home: home.path)).experiment(named: name)
        #expect(!record.inputs.contains("scoring".utf8))
    }

    @Test func anEvaluationComesToWhatItWouldHaveBeen() async throws {
        let whole = try run(evaluation)
        #expect(whole.status == 0, "\(whole.errors)")
        try await makeOld("eval-data", asks: true)
        let old = try run(["runs", "show", "eval-data"])
        #expect(old.output.contains("right answers [95 %]") && !old.output.contains("recited"))
        #expect(old.errors.contains("'selkie runs regrade eval-data' scores its answers again"))
        let again = try run(["runs", "regrade", "eval-data", "--json", "--quiet"])
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output == whole.output)
        #expect(try run(["runs", "show", "eval-data", "--json"]).output == whole.output)
        let shown = try run(["runs", "show", "eval-data"])
        #expect(shown.output.contains("answered [95 %]") && shown.output.contains("recited"))
    }

    @Test(arguments: [false, true])
    func aLoopIsReusedOnlyAfterIt(asks: Bool) async throws {
        let whole = try run(train())
        #expect(whole.status == 1, "a random model's self-edits teach nothing")
        try await makeOld("data", asks: asks)
        let refused = try run(train(["--rounds", "1", "--reuse", "data"]))
        #expect(refused.status == 65)
        #expect(
            refused.errors
                == "selkie: data: was scored by another exam; score it again: selkie runs regrade data\n"
        )
        let again = try run(["runs", "regrade", "data", "--json", "--quiet"])
        #expect(asks ? again.output == whole.output : again.status == 0, "\(again.errors)")
        let reused = try run(train(["--rounds", "1", "--reuse", "data"]))
        #expect(reused.status == 1, "\(reused.errors)")
    }

    /// What an earlier version cut into other pieces is not mixed with what this one would.
    @Test func aLoopOfOtherPiecesIsNotReused() async throws {
        #expect(try run(train()).status == 1)
        try await change("data") { value in
            Self.map(value) { object in object.filter { $0.key != "pieceSize" } }
        }
        let refused = try run(train(["--rounds", "1", "--reuse", "data"]))
        #expect(refused.status == 65)
        #expect(
            refused.errors
                == "selkie: data: was begun when passages were cut into other pieces; begin without it (leave out --reuse)\n"
        )
    }

    /// A policy that learned from other scores than its run has now is not what the run's command would come to.
    @Test func aRegradedLoopWithAPolicyIsNoMoreItsCommands() async throws {
        let command = train(["--rounds", "1"])
        func name(_ outcome: Program.Outcome) throws -> String? {
            try #require(outcome.objects().first, "\(outcome.errors)")["name"] as? String
        }
        #expect(try name(try run(command)) == "data")
        try await DatabaseQueue(path: home.path("selkie.sqlite")).write {
            try $0.execute(
                sql: """
                    INSERT INTO run_adapter (run, key, hash, name, role)
                    SELECT id, 'policy 1', 'abc', 'data-policy', 'policy' FROM run WHERE name = 'data'
                    """)
        }
        // As long as no score changes it still is.
        let regraded = try run(["runs", "regrade", "data", "--json", "--quiet"])
        #expect(regraded.output.contains(#""policy":"data-policy""#), "\(regraded.errors)")
        #expect(try run(command).output == regraded.output)
        try await change("data") { value in
            Self.map(value) { object in
                var lucky = object
                if lucky["isCorrect"] != nil { lucky["outcome"] = "answered" }
                return lucky
            }
        }
        for _ in 0..<2 {
            #expect(try name(try run(["runs", "regrade", "data", "--json", "--quiet"])) == "data")
        }
        let anew = try run(train(["--rounds", "1", "--reuse", "data"]))
        #expect(try name(anew) == "data-2" && !anew.output.contains("data-policy"))
        #expect(try name(try run(command)) == "data-2")
    }

    @Test(arguments: ["regrade", "resume"])
    func aRunHasItsModel(command: String) throws {
        let refused = try run(["runs", command, "any", "--model", "other"])
        #expect(refused.status == 64)
        #expect(refused.errors.contains("--model is of no use with a run"), "\(refused.errors)")
    }

    @Test func whatHasNoAnswersIsRefused() async throws {
        #expect(try run(evaluation).status == 0)
        try await change("eval-data") { $0 is [Any] ? [Any]() : $0 }
        let refused = try run(["runs", "regrade", "eval-data"])
        #expect(refused.status == 65)
        #expect(
            refused.errors
                == "selkie: eval-data: has kept no answers that could be scored again; run it again from its dataset\n"
        )
    }
}
