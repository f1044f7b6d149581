import Files
import SelkieServer
import Testing

/// Who may ask.
@Suite struct KeyTests {
    @Test func whoHasTheKeyMayAsk() async throws {
        try await ServerKit.run(key: "secret") { kit in
            #expect(try await kit.ask("GET", "/health").status == 200)
            for key in [nil, "Bearer", "Bearer other", "secret", "Bearer secret2"] {
                let headers = key.map { ["Authorization": $0] } ?? [:]
                let reply = try await kit.chat("x", headers: headers)
                #expect(reply.status == 401 && reply.error["code"] as? String == "invalid_api_key")
            }
            #expect(try await kit.chat("x", headers: ["Authorization": "Bearer secret"]).status == 200)
        }
    }

    @Test func pagesFromElsewhereMayNotAsk() async throws {
        try await ServerKit.run { kit in
            for headers in [["Origin": "http://evil.example"], ["Origin": "null"], ["Host": "evil.example"]] {
                let reply = try await kit.chat("x", headers: headers)
                #expect(reply.status == 403 && reply.error["code"] as? String == "foreign_origin")
            }
            let own = try await kit.chat("x", headers: ["Origin": kit.address])
            #expect(own.status == 200)
        }
        // Who has the key may have a page of their own.
        try await ServerKit.run(key: "secret") { kit in
            let headers = ["Origin": "http://page.example", "Authorization": "Bearer secret"]
            let reply = try await kit.chat("x", headers: headers)
            #expect(reply.status == 200)
        }
    }

    @Test func othersAreLetInWithAKeyAlone() throws {
        for host in ["127.0.0.1", "127.1.2.3", "localhost", "::1"] {
            #expect(throws: Never.self) { try ServerOptions(host: host) }
        }
        for host in ["0.0.0.0", "::", "192.168.1.2", "127.evil.example"] {
            let error = #expect(throws: Diagnosis.self) { try ServerOptions(host: host) }
            #expect(error?.description.contains("SELKIE_API_KEY") == true)
            #expect(throws: Never.self) { try ServerOptions(host: host, key: "k") }
        }
    }
}
