import HTTPTransport
import Testing
import TestServer

/// Where redirects lead, and what is told to whom on the way.
@Suite struct RedirectTests {
    private let client = HTTPClient()

    private func request(_ url: String, redirects: Int) -> HTTPRequest {
        var request = HTTPRequest(.get, url, bodyLimit: 100)
        request.redirects = redirects
        request.bearer = "secret"
        return request
    }

    @Test func redirectsAreNotFollowedUnlessAskedFor() async throws {
        try await ScriptedServer.run { _, _ in
            .response(status: "302 Found", headers: ["Location: /b"], "moved")
        } _: { server in
            let response = try await client.response(to: request(server.url, redirects: 0))
            #expect(response.head.status == 302 && response.head.headers["location"] == "/b")
            #expect(response.body == Array("moved".utf8) && server.requests.count == 1)
        }
    }

    @Test func everyHopIsTold() async throws {
        try await ScriptedServer.run { _, number in
            number < 2
                ? .response(
                    status: "307 Temporary Redirect", headers: ["Location: /\(number)", "X-Hop: \(number)"],
                    "moved")
                : .response("here")
        } _: { server in
            let response = try await client.response(to: request(server.url, redirects: 2))
            #expect(response.redirects.map { $0.headers["x-hop"] } == ["0", "1"])
            #expect(response.url == server.url + "/1" && response.body == Array("here".utf8))
            #expect(server.requests.allSatisfy { $0.contains("Bearer secret") })
        }
    }

    @Test func oneTooManyIsAnError() async throws {
        try await ScriptedServer.run { _, _ in
            .response(status: "302 Found", headers: ["Location: /again"])
        } _: { server in
            let error = try await error(of: request(server.url, redirects: 3), client)
            #expect(error.code == .redirected && server.requests.count == 4)
        }
    }

    @Test func anotherHostDoesNotGetTheSecret() async throws {
        try await ScriptedServer.run { _, _ in
            .response("here")
        } _: { other in
            try await ScriptedServer.run { _, _ in
                .response(status: "302 Found", headers: ["Location: \(other.url)/"])
            } _: { server in
                let response = try await client.response(to: request(server.url, redirects: 1))
                #expect(response.body == Array("here".utf8))
                #expect(server.requests[0].contains("secret"))
                #expect(!other.requests[0].contains("secret") && !other.requests[0].contains("Authorization"))
            }
        }
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/"])
    func otherProtocolsAreRefused(location: String) async throws {
        try await ScriptedServer.run { _, _ in
            .response(status: "302 Found", headers: ["Location: \(location)"])
        } _: { server in
            let error = try await error(of: request(server.url, redirects: 1), client)
            #expect(error.code == .redirected)
        }
    }
}
