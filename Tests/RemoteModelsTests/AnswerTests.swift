import RemoteModels
import Testing
import TestServer

/// What is sent, and what is made of good answers.
@Suite struct AnswerTests {
    @Test func answersComeInTheOrderOfTheRequests() async throws {
        try await ChatServer.run { call, number in
            .text("to \(call.message)", finish: number == 0 ? "length" : "stop", completionTokens: number)
        } _: { server in
            let remote = try Remote(server.url)
            let requests = (0..<10).map {
                ChatRequest("\($0)", temperature: 0, maxTokens: 3, seed: UInt64($0))
            }
            var seen = 0
            let replies = try await remote.model.answer(requests) { seen += $0.completionTokens }
            #expect(replies.map(\.text) == (0..<10).map { "to \($0)" })
            #expect(replies.filter(\.isCut).count == 1)
            #expect(seen == 45)
            let cost = try #require(remote.usage.cost)
            #expect(cost.requests == 10 && cost.promptTokens == 100 && cost.completionTokens == 45)
        }
    }

    @Test func theRequestIsWhatTheProtocolHas() async throws {
        try await ChatServer.run { _, _ in
            .text("yes")
        } _: { server in
            let remote = try Remote(server.url + "/", key: " \(Remote.secret)\n")
            _ = try await remote.model.answer([Remote.request])
            let call = try #require(server.calls.first)
            #expect(call.model == "test" && call.message == "Hello?" && call.messages.map(\.role) == ["user"])
            #expect(call.temperature == 0.5 && abs(call.topP - 0.9) < 1e-6 && call.maxTokens == 12)
            #expect(call.seed == 1 << 7 && !call.stream)
            #expect(call.authorization == "Bearer \(Remote.secret)")
        }
    }

    @Test func withoutAKeyNoneIsSent() async throws {
        try await ChatServer.run { _, _ in
            .text("yes")
        } _: { server in
            _ = try await Remote(server.url).model.answer([Remote.request])
            #expect(server.calls.map(\.authorization) == [nil])
        }
    }

    @Test func aServerThatCountsNothingAndAModelThatOnlyThinksAreGood() async throws {
        let body = #"{"choices": [{"message": {"content": null}, "finish_reason": "length"}]}"#
        try await ChatServer.run { _, _ in
            .bytes(Array(body.utf8))
        } _: { server in
            let remote = try Remote(server.url)
            let reply = try #require(try await remote.model.answer([Remote.request]).first)
            #expect(reply.text.isEmpty && reply.isCut && reply.completionTokens == 0)
            let cost = try #require(remote.usage.cost)
            #expect(cost.requests == 1 && cost.promptTokens == 0 && cost.completionTokens == 0)
        }
    }

    @Test func nothingAskedIsNothingAnswered() async throws {
        let remote = try Remote("http://127.0.0.1:9")
        #expect(try await remote.model.answer([]).isEmpty)
        #expect(remote.usage.cost == nil)
    }
}
