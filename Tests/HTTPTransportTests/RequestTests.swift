import HTTPTransport
import Synchronization
import Testing
import TestServer

/// What goes out and what comes back when nothing goes wrong.
@Suite struct RequestTests {
    private let client = HTTPClient()

    @Test func aRequestAndItsResponse() async throws {
        try await ScriptedServer.run { _, _ in
            .response(status: "201 Created", headers: ["X-Colour:  deep  blue ", "ETag: \"a\""], "héllo")
        } _: { server in
            var request = HTTPRequest(.post, server.url + "/a?b=c", bodyLimit: 100)
            request.headers = ["Accept": "text/plain", "X-Empty": ""]
            request.bearer = "secret"
            request.body = Array("{}".utf8)
            let response = try await client.response(to: request)
            #expect(response.head.status == 201)
            #expect(response.head.headers["x-colour"] == "deep  blue")
            #expect(response.head.headers.fields.map(\.name) == ["x-colour", "etag", "content-length"])
            #expect(response.body == Array("héllo".utf8))
            #expect(response.redirects.isEmpty && response.url == server.url + "/a?b=c")
            let sent = try #require(server.requests.first)
            #expect(sent.hasPrefix("POST /a?b=c HTTP/1.1\r\n") && sent.hasSuffix("\r\n\r\n{}"))
            for line in [
                "accept: text/plain", "x-empty:", "Authorization: Bearer secret", "Content-Length: 2",
            ] {
                #expect(sent.contains("\r\n\(line)\r\n"), "\(line) in \(sent)")
            }
            #expect(!sent.contains("Expect"))
        }
    }

    @Test func aPartIsAskedFor() async throws {
        try await ScriptedServer.run { _, _ in
            .response(status: "206 Partial Content", headers: ["Content-Range: bytes 5-6/9"], "fg")
        } _: { server in
            var request = HTTPRequest(.get, server.url, bodyLimit: 100)
            request.range = .init(first: 5)
            let open = try await client.response(to: request)
            request.range = .init(first: 5, last: 6)
            let closed = try await client.response(to: request)
            #expect(open.head.headers["content-range"] == "bytes 5-6/9" && closed.head.status == 206)
            #expect(server.requests[0].contains("\r\nRange: bytes=5-\r\n"))
            #expect(server.requests[1].contains("\r\nRange: bytes=5-6\r\n"))
        }
    }

    @Test func headersAloneAreAskedFor() async throws {
        try await ScriptedServer.run { _, _ in
            .bytes("HTTP/1.1 200 OK\r\nContent-Length: 123456789\r\n\r\n")
        } _: { server in
            let response = try await client.response(to: HTTPRequest(.head, server.url, bodyLimit: 0))
            #expect(response.head.headers["content-length"] == "123456789" && response.body.isEmpty)
            #expect(server.requests[0].hasPrefix("HEAD "))
        }
    }

    @Test func theBodyComesInPieces() async throws {
        let text = String(repeating: "0123456789", count: 100_000)
        try await ScriptedServer.run { _, _ in
            .response(status: "404 Not Found", text)
        } _: { server in
            let pieces = Mutex<[[UInt8]]>([])
            let response = try await client.stream(HTTPRequest(.get, server.url, bodyLimit: 1_000_000)) {
                head, piece in
                #expect(head.status == 404 && !piece.isEmpty)
                pieces.withLock { $0.append(Array(piece)) }
            }
            #expect(response.head.status == 404 && response.body.isEmpty)
            let all = pieces.withLock { $0 }
            #expect(all.count > 1 && all.joined().elementsEqual(text.utf8))
        }
    }

    @Test func announcementsAndTrailersAreNotTheHead() async throws {
        try await ScriptedServer.run { _, _ in
            .bytes(
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "2\r\nhi\r\n0\r\nX-Late: yes\r\n\r\n")
        } _: { server in
            let response = try await client.response(to: HTTPRequest(.get, server.url, bodyLimit: 100))
            #expect(response.head.headers.fields.map(\.name) == ["a", "transfer-encoding"])
            #expect(response.body == Array("hi".utf8))
        }
    }

    @Test func oneConnectionServesSeveralRequests() async throws {
        try await ScriptedServer.run { _, _ in
            .response("x", then: .stay)
        } _: { server in
            for _ in 0..<6 {
                _ = try await client.response(to: HTTPRequest(.get, server.url, bodyLimit: 100))
            }
            // One that was idle for two minutes, as may happen between the tests of a busy machine, is not taken again.
            #expect(server.requests.count == 6 && server.connectionCount < 4)
        }
    }

    @Test func manyAtOnce() async throws {
        try await ScriptedServer.run { request, _ in
            .response(String(request.prefix(while: { $0 != "\r\n" })))
        } _: { server in
            let lines = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<32 {
                    group.addTask {
                        let request = HTTPRequest(.get, "\(server.url)/\(number)", bodyLimit: 100)
                        return String(decoding: try await client.response(to: request).body, as: UTF8.self)
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(lines == Set((0..<32).map { "GET /\($0) HTTP/1.1" }))
        }
    }
}
