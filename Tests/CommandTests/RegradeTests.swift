import AdapterStore
import Foundation
import TestKit
import Testing

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

    /// Makes a run what it would have been when every answer counted that holds the right one.
    private func makeOld(_ name: String) throws {
        let runs = RunStore(try AdapterStore(home: home.path))
        let record = try runs.experiment(named: name)
        let outcome = #""outcome":"(answered|wrong|recited|empty)""#
        let fields = [",\(outcome)", "\(outcome),", #","scoring":"answered""#]
        func old(_ text: String) -> String {
            fields.reduce(text) {
                $0.replacingOccurrences(of: $1, with: "", options: .regularExpression)
            }
        }
        let entries = try runs.entries(of: record)
        #expect(entries.contains { $0.payload.contains("outcome") })
        try runs.rewrite(
            record, inputs: Data(old(String(decoding: record.inputs, as: UTF8.self)).utf8),
            entries: entries.map { RunStore.Entry(key: $0.key, payload: old($0.payload)) })
        #expect(try !runs.experiment(named: name).inputs.contains("scoring".utf8))
    }

    @Test func anEvaluationComesToWhatItWouldHaveBeen() throws {
        let whole = try run(evaluation)
        #expect(whole.status == 0, "\(whole.errors)")
        try makeOld("eval-data")
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

    @Test func aLoopIsReusedOnlyAfterIt() throws {
        let whole = try run(train())
        #expect(whole.status == 1, "a random model's self-edits teach nothing")
        try makeOld("data")
        let refused = try run(train(["--rounds", "1", "--reuse", "data"]))
        #expect(refused.status == 65)
        #expect(
            refused.errors
                == "selkie: data: was scored by another exam; score it again with 'selkie runs regrade data'\n"
        )
        #expect(try run(["runs", "regrade", "data", "--json", "--quiet"]).output == whole.output)
        #expect(try run(train(["--rounds", "1", "--reuse", "data"])).status == 1)
    }

    @Test func whatHasNoAnswersIsRefused() throws {
        #expect(try run(evaluation).status == 0)
        let runs = RunStore(try AdapterStore(home: home.path))
        let record = try runs.experiment(named: "eval-data")
        try runs.rewrite(
            record, inputs: record.inputs,
            entries: runs.entries(of: record).map { RunStore.Entry(key: $0.key, payload: "[]") })
        let refused = try run(["runs", "regrade", "eval-data"])
        #expect(refused.status == 65)
        #expect(
            refused.errors
                == "selkie: eval-data: has kept no answers that could be scored again; run it again from its dataset\n"
        )
    }
}
