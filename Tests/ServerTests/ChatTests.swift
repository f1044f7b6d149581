import Foundation
import Testing

/// OpenAI's routes for answers, as its clients use them.
@Suite struct ChatTests {
    private func text(_ reply: ServerKit.Reply) -> String? {
        let choice = (reply.object["choices"] as? [[String: Any]])?.first
        return (choice?["message"] as? [String: Any])?["content"] as? String ?? choice?["text"] as? String
    }

    @Test func aConversationIsAnsweredInOpenAIsForm() async throws {
        try await ServerKit.run { kit in
            let reply = try await kit.chat("What colour is it?")
            #expect(reply.status == 200 && reply.object["object"] as? String == "chat.completion")
            #expect(reply.object["model"] as? String == kit.model)
            let usage = try #require(reply.object["usage"] as? [String: Int])
            #expect(usage["prompt_tokens"].map { $0 > 10 } == true && usage["completion_tokens"] == 8)
            #expect(usage["total_tokens"] == (usage["prompt_tokens"] ?? 0) + 8)
            let choice = try #require((reply.object["choices"] as? [[String: Any]])?.first)
            #expect(choice["finish_reason"] as? String == "length" && choice["index"] as? Int == 0)
            #expect(reply.headers["x-selkie-record-id"] == reply.object["id"] as? String)
            #expect(try await text(kit.chat("What colour is it?")) == text(reply))
        }
    }

    @Test func piecesAreTheWhole() async throws {
        try await ServerKit.run { kit in
            let whole = try await kit.chat("What colour is it?", ["n": 2, "temperature": 1, "seed": 5])
            let wanted = (whole.object["choices"] as? [[String: Any]])?.compactMap {
                ($0["message"] as? [String: Any])?["content"] as? String
            }
            let pieces = try await kit.chat(
                "What colour is it?",
                [
                    "n": 2, "temperature": 1, "seed": 5, "stream": true,
                    "stream_options": ["include_usage": true],
                ])
            #expect(pieces.headers["content-type"] == "text/event-stream")
            #expect(pieces.text.hasSuffix("data: [DONE]\n\n"))
            let events = pieces.events
            var said = ["", ""]
            var ends: [Int: String] = [:]
            for event in events {
                #expect(event["object"] as? String == "chat.completion.chunk")
                for choice in event["choices"] as? [[String: Any]] ?? [] {
                    let index = try #require(choice["index"] as? Int)
                    said[index] += (choice["delta"] as? [String: Any])?["content"] as? String ?? ""
                    if let reason = choice["finish_reason"] as? String { ends[index] = reason }
                }
            }
            #expect(said == wanted && ends.count == 2)
            let first = (events.first?["choices"] as? [[String: Any]])?.first?["delta"] as? [String: Any]
            #expect(first?["role"] as? String == "assistant")
            #expect((events.last?["choices"] as? [Any])?.isEmpty == true)
            #expect((events.last?["usage"] as? [String: Int])?["completion_tokens"] == 16)
        }
    }

    @Test func aTextIsGoneOnWith() async throws {
        try await ServerKit.run { kit in
            let body: [String: Any] = [
                "model": kit.model, "prompt": "The tower is", "max_tokens": 4, "temperature": 0,
            ]
            let reply = try await kit.ask("POST", "/v1/completions", body)
            #expect(reply.status == 200 && reply.object["object"] as? String == "text_completion")
            let pieces = try await kit.ask("POST", "/v1/completions", body.merging(["stream": true]) { $1 })
            let said = pieces.events.compactMap {
                ($0["choices"] as? [[String: Any]])?.first?["text"] as? String
            }.joined()
            #expect(said == text(reply))
        }
    }

    /// Many at once get what each gets alone.
    @Test func manyAtOnceAreAnsweredAsAlone() async throws {
        try await ServerKit.run { kit in
            var alone: [String?] = []
            for number in 0..<12 { alone.append(try await text(kit.chat("Question number \(number)?"))) }
            let together = try await withThrowingTaskGroup(of: (Int, String?).self) { group in
                for number in 0..<12 {
                    group.addTask { (number, try await text(kit.chat("Question number \(number)?"))) }
                }
                return try await group.reduce(into: [Int: String?]()) { $0[$1.0] = $1.1 }
            }
            for number in alone.indices { #expect(together[number] == alone[number]) }
        }
    }

    @Test(arguments: [
        (#"{"messages": []}"#, "messages"), (#"{"messages": "hi"}"#, "messages"),
        (#"{"messages": [{"role": "tool", "content": "x"}]}"#, "messages[0].role"),
        (#"{"messages": [{"role": "user"}]}"#, "messages[0].content"),
        (#"{"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}"#, "messages[0].content"),
        (#"{"temperature": 3}"#, "temperature"), (#"{"temperature": "warm"}"#, "temperature"),
        (#"{"n": 0}"#, "n"), (#"{"max_tokens": 0}"#, "max_tokens"), (#"{"stop": [1]}"#, "stop"),
        (#"{"tools": [{"type": "function"}]}"#, "tools"), (#"{"logprobs": true}"#, "logprobs"),
        (#"{"response_format": {"type": "json_object"}}"#, "response_format"),
        (#"{"frequency_penalty": 1}"#, "frequency_penalty"), (#"{"model": 7}"#, "model"),
    ])
    func whatIsWrongIsNamed(members: String, param: String) async throws {
        try await ServerKit.run { kit in
            let parsed = try JSONSerialization.jsonObject(with: Data(members.utf8)) as? [String: Any]
            let members = try #require(parsed)
            let reply = try await kit.chat("x", members)
            #expect(reply.status == 400 && reply.error["param"] as? String == param)
            #expect(reply.error["type"] as? String == "invalid_request_error")
        }
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        try await ServerKit.run { kit in
            let unknown = try await kit.chat("x", model: "gpt-4")
            #expect(unknown.status == 404 && unknown.error["code"] as? String == "not_found")
            #expect(try await kit.chat("x", model: "/etc").status == 404)
            #expect(try await kit.ask("GET", "/v1/nothing").error["code"] as? String == "not_found")
            #expect(try await kit.ask("POST", "/v1/chat/completions", "{").status == 400)
            #expect(try await kit.ask("POST", "/v1/chat/completions", "[]").status == 400)
            let long = String(repeating: "x", count: 1 << 17)
            #expect(try await kit.chat(long).status == 413)
            let deep = String(repeating: "[", count: 5000)
            #expect(try await kit.ask("POST", "/v1/chat/completions", deep).status == 400)
            let wide = try await kit.chat(String(repeating: "many words ", count: 400))
            #expect(wide.status == 400 && wide.error["code"] as? String == "context_length_exceeded")
        }
    }

    @Test func anAddressSaysWhatItTakes() async throws {
        try await ServerKit.run { kit in
            let reply = try await kit.ask("PUT", "/v1/sources/1")
            #expect(reply.status == 405 && reply.error["code"] as? String == "method_not_allowed")
            #expect(reply.headers["allow"] == "GET, DELETE")
            #expect(try await kit.ask("GET", "/v1/chat/completions").status == 405)
        }
    }

    /// Every route that is described is there, and its schemas are.
    @Test func theDescriptionIsWhole() async throws {
        try await ServerKit.run { kit in
            let described = try await kit.ask("GET", "/openapi.json")
            let paths = try #require(described.object["paths"] as? [String: [String: Any]])
            let components = described.object["components"] as? [String: [String: Any]]
            let schemas = try #require(components?["schemas"])
            for name in described.text.matches(of: /#\/components\/schemas\/(\w+)/).map(\.1) {
                #expect(schemas[String(name)] != nil, "\(name)")
            }
            for (path, methods) in paths where !path.contains("/run") && !path.contains("/stop") {
                for method in methods.keys {
                    let address = path.replacing("{id}", with: "nothing-of-this-name")
                    let reply = try await kit.ask(method.uppercased(), address)
                    #expect(reply.error["code"] as? String != "method_not_allowed", "\(path)")
                    #expect(reply.error["message"] as? String != "nothing has this address", "\(path)")
                    let known = (methods[method] as? [String: Any])?["responses"] as? [String: Any]
                    #expect(known?[String(reply.status)] != nil, "\(method) \(path) \(reply.status)")
                }
            }
        }
    }

    @Test func moreThanMayBeUnderWayIsToldToWait() async throws {
        try await ServerKit.run(mostAnswers: 0) { kit in
            for stream in [false, true] {
                let reply = try await kit.chat("x", ["stream": stream])
                #expect(reply.status == 429 && reply.headers["retry-after"] == "1")
            }
        }
    }

    @Test func namesAndHealthAreTold() async throws {
        try await ServerKit.run { kit in
            #expect(try await kit.ask("GET", "/health").text == #"{"status":"ok"}"#)
            let models = try await kit.ask("GET", "/v1/models").object["data"] as? [[String: Any]]
            #expect(models?.compactMap { $0["id"] as? String } == ["selkie", kit.model])
            #expect(models?.first?["parent"] as? String == kit.model)
            #expect(try await kit.ask("GET", "/v1/models/selkie").object["id"] as? String == "selkie")
            #expect(try await kit.ask("GET", "/v1/models/other").status == 404)
            _ = try await kit.chat("x")
            let figures = try await kit.ask("GET", "/metrics").text
            #expect(
                figures.contains("selkie_requests_total{route=\"/v1/chat/completions\",status=\"200\"} 1"))
            #expect(figures.contains("selkie_generated_tokens_total 8"))
            #expect(figures.contains("selkie_answers_in_flight 0"))
        }
    }
}
