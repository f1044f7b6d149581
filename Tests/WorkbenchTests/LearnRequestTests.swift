import Files
import Foundation
import SelfAdaptation
import Testing
import TestKit
import Workbench

@Suite struct LearnRequestTests {
    private let test: TestBench

    init() throws {
        test = try TestBench()
        try test.home.write(
            "# Tower\n\nThe tower is orange. The horn is loud. The goat has a bell.".utf8, to: "tower.md")
    }

    /// As it would come over a wire: nothing of it is a flag.
    private func request() throws -> LearnRequest {
        var request = LearnRequest([test.home.path("tower.md")])
        request.questions = try JSONDecoder().decode(
            [QuestionEntry].self,
            from: Data(#"[{"question": "What colour?", "answer": ["orange", "red"]}]"#.utf8))
        request.candidates = 2
        (request.innerLoop.epochs, request.innerLoop.rank) = (1, 2)
        request.seed = 3
        return try JSONDecoder().decode(LearnRequest.self, from: JSONEncoder().encode(request))
    }

    @Test func aRequestIsLearnedWithoutATerminal() async throws {
        var titles: [String] = []
        let result = try await test.bench.learn(request()) { titles.append($0.report.title) }
        #expect(titles == ["Tower"])
        // Random weights answer nothing right.
        #expect(!result.isAnythingKept && result.documentsCut == nil && result.rows > 0)
        #expect(test.model.loads.total == 1)
        let stages = test.told.compactMap { if case .began(let stage) = $0 { stage } else { nil } }
        #expect(stages == [.loading("tiny"), .measuring, .job("Learning Tower")])
        let shares = test.told.compactMap { if case .reached(let place) = $0 { place.share } else { nil } }
        #expect(shares.first == 0 && shares == shares.sorted() && shares.allSatisfy { $0 <= 1 })
        let estimated = test.told.contains { event in
            if case .note(.estimate("Tower", let estimate, noun: "passage", withExam: false)) = event {
                estimate == result.estimate
            } else {
                false
            }
        }
        #expect(estimated)
    }

    @Test func aCallerThatCannotGoOnEndsTheWork() async throws {
        struct Gone: Error {}
        await #expect(throws: Gone.self) { try await test.bench.learn(request()) { _ in throw Gone() } }
    }

    @Test func aDatasetIsNoDocument() async throws {
        var request = try request()
        request.files = [
            try test.home.write(
                #"[{"title": "T", "context": "It is red.", "questions": [{"question": "Q?", "answer": "red"}]}]"#
                    .utf8, to: "data.json")
        ]
        let error = await #expect(throws: Diagnosis.self) {
            try await test.bench.learn(request) { _ in }
        }
        #expect(error?.problem == "is a dataset of 1 passage with questions" && error?.step == .giveAsDataset)
    }
}
