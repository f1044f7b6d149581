import Files
import Hummingbird
import LanguageModel
import Tokenizers
import Workbench

/// What a client asks of OpenAI's routes for answers, as far as it is understood; what would change the answer and is not
/// understood is refused.
struct ChatCall: Sendable {
    /// What is to be answered.
    var chat: ChatRequest
    /// Whether the answer is wanted in pieces.
    let isStreamed: Bool
    /// Whether tokens are counted in a last piece.
    let countsUsage: Bool
    /// Who asks.
    let user: String?
    /// Whether something may be learned of it.
    let learns: Bool
    /// Whether it is a conversation and no text.
    let isChat: Bool

    private static let mostSamples = 16
    private static let mostStops = 4
    private static let mostMessages = 1000
    private static let mostCharacters = 1 << 20

    /// Reads a request for a conversation's next turn.
    ///
    /// - Throws: `ServerError` for what is wrong, or not understood.
    init(chat body: RequestObject, learnHeader: String?, receipt: String) throws {
        let messages = try body.required(body.array("messages"), "messages")
        guard (1...Self.mostMessages).contains(messages.count) else {
            throw ServerError.badRequest(
                "messages", "'messages' has to hold 1 to \(Self.mostMessages) messages")
        }
        try self.init(body, .messages(messages.enumerated().map(Self.message)), learnHeader, receipt)
    }

    /// Reads a request for a text's continuation.
    ///
    /// - Throws: `ServerError` for what is wrong, or not understood.
    init(completion body: RequestObject, learnHeader: String?, receipt: String) throws {
        let prompt = try body.required(body["prompt"], "prompt")
        let texts = prompt.array?.compactMap(\.string)
        guard let text = prompt.string ?? (texts?.count == 1 ? texts?.first : nil) else {
            throw ServerError.badRequest("prompt", "'prompt' has to be one text")
        }
        for name in ["suffix", "best_of"] where body[name] != nil && body[name]?.integer != 1 {
            throw Self.unknown(name)
        }
        if let echo = try body.bool("echo"), echo { throw Self.unknown("echo") }
        try self.init(body, .text(text), learnHeader, receipt)
    }

    private init(
        _ body: RequestObject, _ prompt: ChatRequest.Prompt, _ learnHeader: String?, _ receipt: String
    ) throws {
        try Self.refuseUnknown(body)
        let model = try body.required(body.string("model"), "model")
        var chat = ChatRequest(model: model, prompt)
        chat.samples = try body.integer("n", in: 1...Self.mostSamples) ?? 1
        // What is known is asked for as it is most likely remembered and read.
        let usual = model == Workbench.memoryName ? 0 : 1
        chat.sampling = SamplingOptions(
            temperature: Float(try body.number("temperature", in: 0...2) ?? Double(usual)),
            topK: try body.integer("top_k", in: -1...(.max)).map { max(0, $0) } ?? 0,
            topP: Float(try body.number("top_p", in: 0...1) ?? 1),
            minP: Float(try body.number("min_p", in: 0...1) ?? 0),
            repetitionPenalty: Float(try body.number("repetition_penalty", in: 0.01...10) ?? 1))
        // Another answer each time unless a seed is given: the receipt's digits are one.
        let seed = try body.integer("seed", in: .min...(.max)).map { UInt64(bitPattern: Int64($0)) }
        chat.seed = seed ?? UInt64(receipt.suffix(16), radix: 16) ?? 0
        chat.maxTokens =
            try body.integer("max_completion_tokens", in: 1...(.max))
            ?? body.integer("max_tokens", in: 1...(.max))
        chat.stop = try Self.stops(body)
        let own = try body.object("selkie")
        chat.isMarked = try own?.bool("marks") ?? true
        self.chat = chat
        isStreamed = try body.bool("stream") ?? false
        countsUsage = try body.object("stream_options")?.bool("include_usage") ?? false
        user = try body.user("user")
        learns =
            learnHeader?.lowercased() != "never" && body["metadata"]?["learn"] != .bool(false)
            && body["metadata"]?["learn"] != .string("false")
        if case .messages = prompt { isChat = true } else { isChat = false }
    }

    /// Refuses what would make another answer.
    private static func refuseUnknown(_ body: RequestObject) throws {
        for name in ["frequency_penalty", "presence_penalty"] {
            if let value = body[name]?.double, value != 0 { throw unknown(name) }
        }
        for name in ["logprobs", "top_logprobs"] {
            guard let value = body[name], value != .bool(false), value.integer != 0 else { continue }
            throw unknown(name)
        }
        for name in ["tools", "functions"] where body[name]?.array?.isEmpty == false { throw unknown(name) }
        if body["logit_bias"]?.object?.members.isEmpty == false { throw unknown("logit_bias") }
        if let format = body["response_format"]?["type"]?.string, format != "text" {
            throw unknown("response_format")
        }
    }

    private static func unknown(_ name: String) -> ServerError {
        .badRequest(name, "'\(name)' is not supported; leave it out", code: "unsupported_parameter")
    }

    private static func stops(_ body: RequestObject) throws -> [String] {
        guard let stop = body["stop"] else { return [] }
        let texts = stop.string.map { [$0] } ?? stop.array?.compactMap(\.string) ?? []
        guard texts.count == stop.array?.count ?? 1, texts.count <= mostStops else {
            throw ServerError.badRequest("stop", "'stop' has to be a text or at most \(mostStops) texts")
        }
        return texts
    }

    private static func message(_ place: Int, _ value: JSONValue) throws -> ChatMessage {
        let name = "messages[\(place)]"
        guard let role = value["role"]?.string else {
            throw ServerError.badRequest("\(name).role", "'\(name).role' has to be a string")
        }
        let known = ["developer": "system", "system": "system", "user": "user", "assistant": "assistant"]
        guard let known = known[role] else {
            throw ServerError.badRequest(
                "\(name).role",
                "the role '\(printable(role, limit: 40))' is not supported; use system, user or assistant"
            )
        }
        guard value["tool_calls"] == nil else { throw unknown("\(name).tool_calls") }
        let parts = value["content"]?.array
        let texts = parts?.compactMap { $0["type"]?.string == "text" ? $0["text"]?.string : nil }
        guard texts?.count == parts?.count, let content = value["content"]?.string ?? texts?.joined() else {
            throw ServerError.badRequest(
                "\(name).content", "'\(name).content' has to be a text, or parts of type text")
        }
        guard content.utf8.count <= mostCharacters else {
            throw ServerError.badRequest("\(name).content", "'\(name).content' is longer than any window")
        }
        return ChatMessage(role: known, content: content)
    }
}
