import Files
import Foundation
import SelfAdaptation
import Testing
import TestKit
import Workbench

@Suite struct TrainRequestTests {
    private let test: TestBench

    init() throws {
        test = try TestBench()
        let passages = (1...2).map { number in
            #"{"title": "Tower \#(number)", "context": "Tower \#(number) is orange. Its horn is loud.", "questions": "#
                + #"[{"question": "What colour is it?", "answer": "orange"}]}"#
        }
        try test.home.write("[\(passages.joined(separator: ","))]".utf8, to: "data.json")
    }

    private func request() throws -> TrainRequest {
        var request = TrainRequest(DatasetRequest([test.home.path("data.json")]))
        (request.policy.rounds, request.policy.candidates) = (1, 2)
        (request.knowledge.innerLoop.epochs, request.knowledge.innerLoop.rank) = (1, 2)
        return try JSONDecoder().decode(TrainRequest.self, from: JSONEncoder().encode(request))
    }

    @Test func aLoopIsRunOnceAndShownAsItWas() async throws {
        let figures = try await test.bench.train(request())
        #expect(figures.name == "data" && figures.items == 2 && figures.rounds.first?.scored == 2)
        let again = try await test.bench.train(request())
        guard case .outerLoop(let shown) = try await test.bench.show(run: "data") else {
            Issue.record("a loop is shown as something else")
            return
        }
        let texts = try [figures, again, shown].map { try JSONText.line($0, snakeCase: true) }
        #expect(Set(texts).count == 1)
        #expect(test.runs.map(\.name) == ["data", "data"])
        #expect(test.runs.map(\.state) == [.begun, figures.finished ? .finished : .resumed])
    }

    @Test func anUnknownRunIsNone() async throws {
        let error = await #expect(throws: Diagnosis.self) { try await test.bench.show(run: "nothing") }
        #expect(error?.code.category == .noInput && error?.step == .listRuns)
    }
}
