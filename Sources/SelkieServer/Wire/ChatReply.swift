import LanguageModel
import Workbench

/// How many tokens there were, as OpenAI counts them.
struct UsageBody: Encodable {
    let promptTokens: Int
    let completionTokens: Int
    let totalTokens: Int

    init(_ result: ChatResult) {
        promptTokens = result.promptTokens
        completionTokens = result.completionTokens
        totalTokens = result.promptTokens + result.completionTokens
    }
}

/// What answered, and what from: the one member beside OpenAI's.
struct RouteBody: Encodable {
    let route: Route.Kind
    let reason: String
    @Nullable var version: Int64?
    let citations: [Citation]

    init(_ prepared: PreparedChat, _ route: Route.Kind) {
        self.route = route
        reason = prepared.reason
        _version = Nullable(wrappedValue: prepared.version)
        citations = prepared.citations
    }
}

/// A whole answer in OpenAI's form: of a conversation with a message, of a text with a text.
struct ReplyBody: Encodable {
    struct Message: Encodable {
        let role = "assistant"
        let content: String
    }

    struct Choice: Encodable {
        let index: Int
        var message: Message?
        var text: String?
        let finishReason: String
        @Nullable var logprobs: Bool?
    }

    let id: String
    let object: String
    let created: Int
    let model: String
    let choices: [Choice]
    let usage: UsageBody
    let selkie: RouteBody

    init(_ id: String, _ call: ChatCall, _ prepared: PreparedChat, _ result: ChatResult, created: Int) {
        self.id = id
        object = call.isChat ? "chat.completion" : "text_completion"
        self.created = created
        model = call.chat.model
        choices = result.choices.enumerated().map { index, choice in
            Choice(
                index: index, message: call.isChat ? Message(content: choice.text) : nil,
                text: call.isChat ? nil : choice.text, finishReason: choice.finishReason.rawValue,
                logprobs: nil)
        }
        usage = UsageBody(result)
        selkie = RouteBody(prepared, result.route)
    }
}

/// A piece of an answer in OpenAI's form.
struct PieceBody: Encodable {
    struct Delta: Encodable {
        var role: String?
        var content: String?
    }

    struct Choice: Encodable {
        let index: Int
        var delta: Delta?
        var text: String?
        @Nullable var finishReason: String?
        @Nullable var logprobs: Bool?
    }

    let id: String
    let object: String
    let created: Int
    let model: String
    var choices: [Choice] = []
    var usage: UsageBody?
    var selkie: RouteBody?

    init(_ id: String, _ call: ChatCall, created: Int) {
        self.id = id
        object = call.isChat ? "chat.completion.chunk" : "text_completion"
        self.created = created
        model = call.chat.model
    }

    /// The same with new text of an answer.
    func with(_ text: String, index: Int, isChat: Bool, isFirst: Bool) -> PieceBody {
        var piece = self
        piece.choices = [
            Choice(
                index: index,
                delta: isChat ? Delta(role: isFirst ? "assistant" : nil, content: text) : nil,
                text: isChat ? nil : text, finishReason: nil, logprobs: nil)
        ]
        return piece
    }

    /// The same with the end of an answer.
    func ending(_ reason: Generation.FinishReason, index: Int, isChat: Bool) -> PieceBody {
        var piece = self
        piece.choices = [
            Choice(
                index: index, delta: isChat ? Delta() : nil, text: isChat ? nil : "",
                finishReason: reason.rawValue, logprobs: nil)
        ]
        return piece
    }
}
