import Files
import Foundation
import RemoteModels
import Testing
import TestServer

/// Which failures are tried again, how often and how soon.
@Suite struct RetryTests {
    @Test(arguments: [400, 401, 403, 404, 422, 301])
    func refusalsAreNotTriedAgain(status: Int) async throws {
        try await ChatServer.run { call, _ in
            .failure(status, "wrong\n\u{1B}[2Jkey: \(call.authorization ?? "")")
        } _: { server in
            let remote = try Remote(server.url, key: Remote.secret)
            let error = try await remote.error()
            #expect(error.code == .refused)
            #expect(server.calls.count == 1 && remote.waits.all.isEmpty)
            #expect(error.description.hasPrefix("\(server.url): answers \(status) for the model test"))
            #expect(!error.description.contains(Remote.secret) && !error.description.contains("\n"))
            #expect(error.description.contains("key: Bearer ***") == ![401, 403].contains(status))
            #expect(error.remedy.contains("TEST_KEY") == [401, 403].contains(status))
        }
    }

    @Test(arguments: [408, 409, 429, 500, 502, 503])
    func passingTroubleIsTriedAgain(status: Int) async throws {
        try await ChatServer.run { _, number in
            number == 0 ? .failure(status) : .text("here")
        } _: { server in
            let remote = try Remote(server.url)
            #expect(try await remote.model.answer([Remote.request]).map(\.text) == ["here"])
            #expect(server.calls.count == 2 && remote.waits.all.count == 1)
            #expect(remote.usage.cost?.requests == 1)
        }
    }

    @Test func theServerSaysHowLongToWait() async throws {
        try await ChatServer.run { _, number in
            number == 0 ? .failure(429, retryAfter: "7") : .text("here")
        } _: { server in
            let remote = try Remote(server.url)
            _ = try await remote.model.answer([Remote.request])
            #expect(remote.waits.all == [.seconds(7)])
        }
    }

    @Test(arguments: [
        ("7", 7.0), ("0.5", 0.5), ("Sun, 06 Nov 1994 08:49:37 GMT", 20),
        ("Sun, 06 Nov 1994 08:49:16 GMT", nil),
        ("-1", nil), ("nan", nil), ("1e9", nil), ("soon", nil), ("", nil),
    ])
    func theHeaderIsSecondsOrADate(header: String, seconds: Double?) {
        let now = Date(timeIntervalSince1970: 784_111_757)
        #expect(RetryAfter.wait(header, now: now) == seconds.map { .seconds($0) })
    }

    @Test func aWaitThatIsTooLongIsAnError() async throws {
        try await ChatServer.run { _, _ in
            .failure(429, retryAfter: "3600")
        } _: { server in
            let remote = try Remote(server.url)
            #expect(try await remote.error().code == .serverBusy)
            #expect(server.calls.count == 1 && remote.waits.all.isEmpty)
        }
    }

    @Test func afterTheLastRetryTheErrorSaysHowOften() async throws {
        try await ChatServer.run { _, _ in
            .failure(500, "out of memory")
        } _: { server in
            let remote = try Remote(server.url)
            let error = try await remote.error()
            #expect(error.code == .serverFailed && server.calls.count == 1 + Backoff.retries)
            #expect(error.problem == "answers 500 for the model test (out of memory), 5 times")
            #expect(remote.waits.all.count == Backoff.retries)
        }
    }

    @Test func waitsDoubleWithSomeChanceInThem() {
        var (one, same, other) = (Backoff(seed: 1), Backoff(seed: 1), Backoff(seed: 2))
        let waits = (0..<9).map { _ in one.wait() }
        #expect(waits == (0..<9).map { _ in same.wait() })
        #expect(waits != (0..<9).map { _ in other.wait() })
        for (index, wait) in waits.enumerated() {
            let most = min(Duration.milliseconds(500 << index), Backoff.longest)
            #expect(wait <= most && wait >= most / 2)
        }
    }
}
