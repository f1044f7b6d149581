import Foundation
import RemoteModels
import Testing

/// Addresses and keys: what is taken, and what never shows.
@Suite struct AddressTests {
    @Test(arguments: [
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"),
        ("https://a.example/v1/", "https://a.example/v1"),
        ("http://localhost:8080/v1/chat/completions", "http://localhost:8080/v1"),
        ("http://[::1]:80/v1", "http://[::1]:80/v1"),
    ])
    func goodOnes(text: String, kept: String) throws {
        #expect(try #require(RemoteAddress(text)).description == kept)
    }

    @Test(arguments: [
        "", "localhost:8080", "ftp://a.example/v1", "http://", "https://user:secret@a.example/v1",
        "https://a.example/v1?key=secret", "https://a.example/v1#part", "http://a.example:99999/v1",
    ])
    func badOnes(text: String) { #expect(RemoteAddress(text) == nil) }

    @Test func onlyPlainAddressesElsewhereAreExposed() throws {
        for (text, isExposed) in [
            ("http://127.0.0.1/v1", false), ("http://localhost:1/v1", false), ("http://[::1]/v1", false),
            ("https://a.example/v1", false), ("http://a.example/v1", true), ("http://10.0.0.7:8000/v1", true),
        ] {
            #expect(try #require(RemoteAddress(text)).isExposed == isExposed, "\(text)")
        }
    }

    @Test func anEndpointIsStoredWithoutSecrets() throws {
        let endpoint = RemoteEndpoint(try #require(RemoteAddress("https://a.example/v1")), model: "m")
        let data = try JSONEncoder().encode(endpoint)
        #expect(try JSONDecoder().decode(RemoteEndpoint.self, from: data) == endpoint)
        let keys = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]).keys
        #expect(keys.sorted() == ["address", "concurrency", "keyVariable", "model", "timeout"])
    }

    @Test func aKeyDoesNotShow() throws {
        let key = try #require(APIKey("\t\(Remote.secret)\n"))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), "\([key])", dumped] {
            #expect(!text.contains(Remote.secret))
        }
        for text in ["", " \n", "two words", "line\nbreak", "clé"] { #expect(APIKey(text) == nil, "\(text)") }
    }
}
