import Files
import RemoteModels
import Synchronization
import Testing
import TestServer

/// Servers that are not there, too slow, or talk nonsense.
@Suite struct TroubleTests {
    @Test func nobodyListens() async throws {
        let url = try await ChatServer.run({ _, _ in .text("") }) { $0.url }
        let remote = try Remote(url)
        let error = try await remote.error()
        #expect(error.code == .unreachable)
        #expect(error.description.hasPrefix("\(url): cannot be reached, 5 times; check the address"))
        #expect(remote.waits.all.count == Backoff.retries)
    }

    @Test(arguments: [true, false])
    func anAnswerThatDoesNotCome(begins: Bool) async throws {
        try await ChatServer.run { _, _ in
            if !begins { try await ChatServer.forever() }
            return .stalled
        } _: { server in
            let remote = try Remote(server.url, timeout: 0.05)
            let error = try await remote.error()
            #expect(error.code == .timedOut)
            #expect(error.problem.hasPrefix("no answer within 0.05 s"))
            #expect(remote.waits.all.count == Backoff.retries)
        }
    }

    @Test(arguments: [
        ("hello", "no valid JSON"), ("[]", "no object"), ("{}", #"has no "choices""#),
        (#"{"choices": []}"#, "is empty"),
        (#"{"choices": 5}"#, #""choices" in the answer is of the wrong type"#),
        (#"{"choices": [{"message": {}}]}"#, #"has no "content""#),
        (#"{"choices": [{"message": {"content": 5}}]}"#, "wrong type"),
        (#"{"choices": [{"message": {"content": "a"}}], "usage": {"prompt_tokens": -1}}"#, "out of range"),
        (#"{"choices": [{"message": {"content": "a"}}], "usage": {"prompt_tokens": 9e18}}"#, "out of range"),
    ])
    func nonsenseIsNamed(body: String, problem: String) async throws {
        try await expectNonsense(Array(body.utf8), problem)
    }

    @Test func bytesThatAreNoText() async throws {
        try await expectNonsense(
            Array(#"{"choices": [{"message": {"content": ""#.utf8) + [0xC3, 0x28] + Array(#""}}]}"#.utf8),
            "UTF-8")
    }

    @Test func aBodyWithoutEnd() async throws {
        // Twelve tokens were asked for.
        try await expectNonsense([UInt8](repeating: 0x20, count: 2 << 20), "longer than 1096 KB")
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n{\"choices\": [{\"message\": {\"content\": \"The tow",
        "HTTP/1.1 200 OK\r\n\r\n{\"choices\": [{\"message\": {\"content\": \"The } tower\\\"\"}}]",
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"choices\": [",
        "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"choices\": [",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{\"choices\": [\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: appl",
    ])
    func whatBreaksOffIsTriedAgain(bytes: String) async throws {
        let whole = #"{"choices": [{"message": {"content": "here"}}]}"#
        try await ScriptedServer.run { _, number in
            number == 0 ? .bytes(bytes) : .response(whole)
        } _: { server in
            let remote = try Remote(server.url)
            #expect(try await remote.model.answer([Remote.request]).map(\.text) == ["here"])
            #expect(server.requests.count == 2 && !remote.waits.all.isEmpty)
        }
        try await ScriptedServer.run { _, _ in
            .bytes(bytes)
        } _: { server in
            let error = try await Remote(server.url).error()
            #expect(error.code == .unreachable && error.problem == "the answer broke off, 5 times")
        }
    }

    @Test func textBeyondTheTokensThatWereAskedForIsLeftOut() async throws {
        // Servers that do not know max_tokens go on as they like.
        let long = String(repeating: "The tower is orange. ", count: 1000)
        try await ChatServer.run { _, _ in
            .text(long, completionTokens: 500)
        } _: { server in
            let reply = try #require(try await Remote(server.url).model.answer([Remote.request]).first)
            #expect(reply.isCut && reply.text == String(long.prefix(12 * 512)))
        }
    }

    @Test func longTokensAreNotCut() async throws {
        // Rulers: vocabularies have tokens of 128 of a kind.
        let rulers = String(repeating: "─", count: 12 * 128)
        try await ChatServer.run { _, _ in
            .text(rulers, completionTokens: 12)
        } _: { server in
            let reply = try #require(try await Remote(server.url).model.answer([Remote.request]).first)
            #expect(!reply.isCut && reply.text == rulers)
        }
    }

    private func expectNonsense(_ body: [UInt8], _ problem: String) async throws {
        try await ChatServer.run { _, _ in
            .bytes(body)
        } _: { server in
            let remote = try Remote(server.url)
            let error = try await remote.error()
            #expect(error.code == .nonsense && error.problem.contains(problem), "\(error)")
            #expect(server.calls.count == 1 && remote.usage.cost == nil)
        }
    }

    /// Lets calls go on when so many of them are there at once.
    private actor Gate {
        private let size: Int
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private var inside = 0
        private(set) var most = 0

        init(size: Int) { self.size = size }

        func pass() async {
            inside += 1
            most = max(most, inside)
            if inside < size {
                await withCheckedContinuation { waiting.append($0) }
            } else {
                for other in waiting { other.resume() }
                waiting = []
            }
            inside -= 1
        }
    }

    @Test func soManyRequestsAtOnceAndNoMore() async throws {
        let gate = Gate(size: 3)
        try await ChatServer.run { _, _ in
            await gate.pass()
            return .text("")
        } _: { server in
            let remote = try Remote(server.url, concurrency: 3)
            _ = try await remote.model.answer([ChatRequest](repeating: Remote.request, count: 9))
            #expect(await gate.most == 3)
        }
    }

    @Test func aCancelledRequestEnds() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        try await ChatServer.run { _, _ in
            arrived.yield()
            try await ChatServer.forever()
            return .text("")
        } _: { server in
            let remote = try Remote(server.url)
            let task = Task { try await remote.model.answer([Remote.request]) }
            for await _ in arrivals { break }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }
}
