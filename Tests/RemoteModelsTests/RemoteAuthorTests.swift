import LanguageModel
import RemoteModels
import SelfAdaptation
import Synchronization
import Testing
import TestServer

/// Self-edits written by a model behind an address.
@Suite struct RemoteAuthorTests {
    private let sampling = SamplingOptions(temperature: 0.25, topP: 0.5)

    private func request(_ instruction: String, opening: String = "", samples: Int = 1) -> WritingRequest {
        WritingRequest(instruction: instruction, opening: opening, samples: samples, maxTokens: 40, seed: 7)
    }

    @Test func everySampleIsARequestWithASeedOfItsOwn() async throws {
        try await ChatServer.run { call, _ in
            .text("\(call.message) \(call.seed)")
        } _: { server in
            let author = RemoteAuthor(try Remote(server.url).model, sampling: sampling)
            let told = Mutex<[Int]>([])
            let written = try await author.write([request("a", samples: 3), request("b", samples: 2)]) {
                tokens in
                told.withLock { $0.append(tokens) }
            }
            #expect(written.map(\.count) == [3, 2])
            #expect(written[0].allSatisfy { $0.text.hasPrefix("a ") && $0.tokens == 5 })
            #expect(written[1].allSatisfy { $0.text.hasPrefix("b ") })
            #expect(Set(written[0].map(\.text)).count == 3)
            #expect(told.withLock { $0 } == [5, 10, 15, 20, 25])
            #expect(
                server.calls.allSatisfy { $0.temperature == 0.25 && $0.topP == 0.5 && $0.maxTokens == 40 })
        }
    }

    @Test(arguments: [
        ("1. A fact.", "1. A fact."), ("\n 1. A fact.", "1. A fact."), ("A fact.", "1. A fact."), ("", "1. "),
    ])
    func theOpeningIsThereOnce(answer: String, text: String) async throws {
        try await ChatServer.run { _, _ in
            .text(answer)
        } _: { server in
            let author = RemoteAuthor(try Remote(server.url).model, sampling: sampling)
            let written = try await author.write([request("List.", opening: "1.")]) { _ in }
            #expect(written.map { $0.map(\.text) } == [[text]])
            #expect(server.calls.first?.message == "List.\n\nBegin your answer with \"1.\".")
        }
    }

    @Test func aLastSentenceThatWasCutOffIsDropped() async throws {
        try await ChatServer.run { _, _ in
            .text("One. Two. Thr", finish: "length")
        } _: { server in
            let author = RemoteAuthor(try Remote(server.url).model, sampling: sampling)
            let written = try await author.write([request("Write.")]) { _ in }
            #expect(written == [[Completion(text: "One. Two.", tokens: 5)]])
            #expect(server.calls.first?.message == "Write.")
        }
    }
}
