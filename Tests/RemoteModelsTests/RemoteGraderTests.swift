import Files
import Grading
import RemoteModels
import SelfAdaptation
import Testing
import TestServer

/// Answers graded by a model behind an address.
@Suite struct RemoteGraderTests {
    private func task(_ answer: String) -> GradingTask {
        GradingTask(question: "What colour?", gold: ["orange", "amber"], answer: answer)
    }

    @Test(arguments: [
        ("yes", true), ("Yes.", true), ("**YES**, it does", true), ("no", false),
        ("No: yes would be wrong", false),
        ("not at all", false), ("yesterday", false), ("", false),
    ])
    func aReplyIsReadByItsFirstWord(reply: String, isCorrect: Bool) async throws {
        // Another reply beside it says yes or no plainly.
        try await ChatServer.run { call, _ in
            .text(call.message.contains("plain") ? "no" : reply)
        } _: { server in
            let grader = RemoteGrader(try Remote(server.url).model)
            let verdicts = try await grader.grade([task("orange"), task("plain")])
            #expect(verdicts.map(\.correct) == [isCorrect, false])
        }
    }

    @Test func emptyAnswersAreWrongWithoutAsking() async throws {
        try await ChatServer.run { _, _ in
            .text("yes")
        } _: { server in
            let grader = RemoteGrader(try Remote(server.url).model)
            let verdicts = try await grader.grade([task(" \n"), task("amber"), task("")])
            #expect(verdicts.map(\.correct) == [false, true, false])
            let call = try #require(server.calls.first)
            #expect(server.calls.count == 1 && call.temperature == 0)
            for word in ["What colour?", "orange", "amber", "yes or no"] {
                #expect(call.message.contains(word))
            }
            #expect(try await grader.grade([]).isEmpty)
        }
    }

    @Test func aModelThatSaysNeitherYesNorNoIsNoGrader() async throws {
        try await ChatServer.run { _, _ in
            .text("<think>Let me see")
        } _: { server in
            let grader = RemoteGrader(try Remote(server.url).model)
            let error = await #expect(throws: Diagnosis.self) {
                try await grader.grade([task("orange"), task("amber")])
            }
            #expect(error?.code == .nonsense)
        }
    }
}
