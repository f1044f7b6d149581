import HTTPTransport
import Synchronization
import Testing
import TestServer

/// The error of a request that has no response.
func error(of request: HTTPRequest, _ client: HTTPClient) async throws -> HTTPError {
    try #require(await #expect(throws: HTTPError.self) { try await client.response(to: request) })
}

/// Each kind of trouble has its own code, and no transfer outlives what was allowed.
@Suite struct FailureTests {
    private let client = HTTPClient()

    private func expect(
        _ code: HTTPError.Code, from answer: ScriptedServer.Answer,
        _ change: (inout HTTPRequest) -> Void = { _ in }
    ) async throws {
        try await ScriptedServer.run { _, _ in
            answer
        } _: { server in
            var request = HTTPRequest(.get, server.url + "/a?key=secret", bodyLimit: 100)
            change(&request)
            let error = try await error(of: request, client)
            #expect(error.code == code, "\(error)")
            #expect(error.description.hasPrefix("\(server.url)/a: ") && !error.description.contains("secret"))
            #expect(!error.description.contains("\n"))
        }
    }

    @Test func nobodyListens() async throws {
        let url = try await ScriptedServer.run({ _, _ in .response() }) { $0.url }
        let error = try await error(of: HTTPRequest(.get, url, bodyLimit: 1), client)
        #expect(error.code == .refused)
        #expect(
            error.description
                == "\(url): nobody accepts a connection there; check the address and that a server runs there"
        )
    }

    @Test func aNameThatNobodyHas() async throws {
        // The top-level name "invalid" is reserved for this (RFC 2606); no resolver may answer it.
        let request = HTTPRequest(.get, "http://nobody.invalid/", bodyLimit: 1)
        #expect(try await error(of: request, client).code == .unknownHost)
    }

    @Test(arguments: [
        "", "a", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://user:secret@127.0.0.1/",
        "127.0.0.1:80",
    ])
    func addressesThatAreNone(url: String) async throws {
        let error = try await error(of: HTTPRequest(.get, url, bodyLimit: 1), client)
        #expect(error.code == .invalid && !error.description.contains("secret"))
    }

    @Test(arguments: [
        ("A", "b\r\nC: d"), ("A", "b\nc"), ("A\r\nB", "c"), ("", "c"), ("A B", "c"), ("A", "\0"),
    ])
    func headersThatWouldSmuggleSomething(name: String, value: String) async throws {
        var request = HTTPRequest(.get, "http://127.0.0.1:1/", bodyLimit: 1)
        request.headers.add(name, value)
        #expect(try await error(of: request, client).code == .invalid)
        request = HTTPRequest(.get, "http://127.0.0.1:1/", bodyLimit: 1)
        request.bearer = "a\r\nb: c"
        #expect(try await error(of: request, client).code == .invalid)
    }

    @Test func encryptionThatIsNone() async throws {
        try await ScriptedServer.run { _, _ in
            .response()
        } _: { server in
            let request = HTTPRequest(.get, "https://127.0.0.1:\(server.port)/", bodyLimit: 1)
            let code = try await error(of: request, client).code
            #expect(code == .insecure)
        }
    }

    @Test func whatIsNoHTTP() async throws {
        try await expect(.notHTTP, from: .bytes("220 mail ready\r\n"))
        try await expect(.notHTTP, from: .bytes("HTTP/7.5 what\r\n\r\n"))
    }

    @Test func headersWithoutEnd() async throws {
        let line = "X-Filler: " + String(repeating: "a", count: 1000) + "\r\n"
        let bytes = "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 300)
        try await expect(.notHTTP, from: .bytes(bytes, then: .stall))
    }

    @Test func bodiesThatAreTooLong() async throws {
        let long = String(repeating: "a", count: 101)
        try await expect(.tooLarge, from: .response(long))
        try await expect(.tooLarge, from: .bytes("HTTP/1.1 200 OK\r\n\r\n" + long))
        try await expect(
            .tooLarge, from: .bytes("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", then: .stall))
        try await ScriptedServer.run { _, _ in
            .response(String(long.dropLast()))
        } _: { server in
            let response = try await client.response(to: HTTPRequest(.get, server.url, bodyLimit: 100))
            #expect(response.body.count == 100)
        }
    }

    @Test func connectionsThatBreakOff() async throws {
        try await expect(.brokenOff, from: .bytes(""))
        try await expect(.brokenOff, from: .bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"))
    }

    @Test func patienceEnds() async throws {
        for start in ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"] {
            try await expect(.timedOut, from: .bytes(start, then: .stall)) {
                $0.patience.total = .milliseconds(50)
            }
            try await expect(.idle, from: .bytes(start, then: .stall)) {
                $0.patience.idle = .milliseconds(50)
                $0.patience.total = .seconds(600)
            }
        }
    }

    @Test func aSinkMayStopTheTransfer() async throws {
        struct Enough: Error {}
        try await ScriptedServer.run { _, _ in
            .bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", then: .stall)
        } _: { server in
            let request = HTTPRequest(.get, server.url, bodyLimit: 100)
            _ = await #expect(throws: Enough.self) {
                try await client.stream(request) { _, _ in throw Enough() }
            }
        }
    }

    @Test(arguments: [true, false])
    func aCancelledTransferEnds(begins: Bool) async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        try await ScriptedServer.run { _, _ in
            arrived.yield()
            return .bytes(begins ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc" : "", then: .stall)
        } _: { server in
            let task = Task { try await client.response(to: HTTPRequest(.get, server.url, bodyLimit: 100)) }
            for await _ in arrivals { break }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test func aTaskThatIsCancelledAlreadyAsksNothing() async throws {
        try await ScriptedServer.run { _, _ in
            .response()
        } _: { server in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await client.response(to: HTTPRequest(.get, server.url, bodyLimit: 100))
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(server.requests.isEmpty)
        }
    }
}
