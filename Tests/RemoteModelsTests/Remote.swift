import Files
import RemoteModels
import Testing
import TestServer

/// A client of a test's own, with all that it can be asked about.
struct Remote {
    static let secret = "sk-very-secret-42"

    let waits = Waits()
    let usage = RemoteUsage()
    let model: RemoteModel

    init(_ url: String, key: String? = nil, timeout: Double = 120, concurrency: Int = 4) throws {
        var endpoint = RemoteEndpoint(
            try #require(RemoteAddress(url)), model: "test", keyVariable: "TEST_KEY")
        endpoint.timeout = timeout
        endpoint.concurrency = concurrency
        model = RemoteModel(endpoint, key: key.flatMap(APIKey.init), usage: usage) { [waits] wait in
            try waits.add(wait)
        }
    }

    /// The error of one request that gets no answer.
    func error() async throws -> Diagnosis {
        try #require(
            await #expect(throws: Diagnosis.self) { try await model.answer([Self.request]) })
    }

    static let request = ChatRequest("Hello?", temperature: 0.5, topP: 0.9, maxTokens: 12, seed: 1 << 40)
}
