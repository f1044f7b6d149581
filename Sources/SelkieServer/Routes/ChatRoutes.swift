import Files
import Foundation
import HTTPTypes
import Hummingbird
import LanguageModel
import Memory
import NIOCore
import Workbench

/// OpenAI's routes for answers.
struct ChatRoutes {
    let context: ServerContext

    func add(to router: Router<BasicRequestContext>) {
        router.post("v1/chat/completions") { request, _ in
            try await answer(request, receipt: "chatcmpl-") {
                try ChatCall(chat: $0, learnHeader: $1, receipt: $2)
            }
        }
        router.post("v1/completions") { request, _ in
            try await answer(request, receipt: "cmpl-") {
                try ChatCall(completion: $0, learnHeader: $1, receipt: $2)
            }
        }
    }

    private func answer(
        _ request: Request, receipt: String,
        _ read: @Sendable (RequestObject, String?, String) throws -> ChatCall
    ) async throws -> Response {
        let learn = HTTPField.Name.learn.flatMap { request.headers[$0] }
        let id = context.receipt(receipt)
        // Whoever goes away before the answer is there has no use for it. The connection ends with it, which is told: a client
        // that kept it would ask the next thing in vain.
        var response = try await request.body.consumeWithCancellationOnInboundClose { body in
            do {
                return try await answer(body, learn: learn, id, read)
            } catch {
                return context.failure(error)
            }
        }
        response.headers[.connection] = "close"
        return response
    }

    private func answer(
        _ body: RequestBody, learn: String?, _ id: String,
        _ read: @Sendable (RequestObject, String?, String) throws -> ChatCall
    ) async throws -> Response {
        let bytes = try await body.collect(upTo: context.options.bodyLimit)
        let call = try read(RequestObject(bytes), learn, id)
        try context.enter()
        // A stream keeps its place until its end.
        var keepsPlace = false
        defer { if !keepsPlace { context.leave() } }
        let prepared = try context.bench.prepare(call.chat)
        if call.isStreamed {
            keepsPlace = true
            return streamed(id, call, prepared)
        }
        let result = try await prepared.answer()
        keep(id, call, prepared, result)
        return try Response.json(
            ReplyBody(id, call, prepared, result, created: seconds), headers: headers(id))
    }

    private var seconds: Int { Int(context.now().timeIntervalSince1970) }

    private func headers(_ id: String) -> HTTPFields {
        var headers = HTTPFields()
        if let name = HTTPField.Name.receipt { headers[name] = id }
        return headers
    }

    /// An answer in pieces, as server-sent events; gives back the place among the answers under way.
    private func streamed(_ id: String, _ call: ChatCall, _ prepared: PreparedChat) -> Response {
        let begun = PieceBody(id, call, created: seconds)
        let (pieces, told) = AsyncThrowingStream.makeStream(of: PieceBody.self, throwing: (any Error).self)
        let answering = Task {
            defer { context.leave() }
            do {
                for index in 0..<call.chat.samples where call.isChat {
                    told.yield(begun.with("", index: index, isChat: true, isFirst: true))
                }
                let result = try await prepared.answer { index, text in
                    told.yield(begun.with(text, index: index, isChat: call.isChat, isFirst: false))
                }
                for (index, choice) in result.choices.enumerated() {
                    var end = begun.ending(choice.finishReason, index: index, isChat: call.isChat)
                    if index == result.choices.count - 1 { end.selkie = RouteBody(prepared, result.route) }
                    told.yield(end)
                }
                if call.countsUsage {
                    var last = begun
                    last.usage = UsageBody(result)
                    told.yield(last)
                }
                told.finish()
                keep(id, call, prepared, result)
            } catch {
                told.finish(throwing: error)
            }
        }
        told.onTermination = { _ in answering.cancel() }
        var headers = headers(id)
        headers[.contentType] = "text/event-stream"
        headers[.cacheControl] = "no-cache"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                do {
                    for try await piece in pieces {
                        try await writer.write(Self.event(JSONText.line(piece, snakeCase: true)))
                    }
                    try await writer.write(Self.event("[DONE]"))
                } catch {
                    // The status was sent: the trouble is told as an event.
                    answering.cancel()
                    try await writer.write(Self.event(ServerError(error).body))
                }
                try await writer.finish(nil)
            })
    }

    private static func event(_ data: String) -> ByteBuffer { ByteBuffer(string: "data: \(data)\n\n") }

    /// Keeps what was asked and answered, as far as that was chosen; what can't be kept costs nobody the answer.
    private func keep(_ id: String, _ call: ChatCall, _ prepared: PreparedChat, _ result: ChatResult) {
        context.metrics.count(result)
        guard call.isChat else { return }
        do {
            let interactions = InteractionStore(try context.bench.store())
            let isKept = try call.learns && interactions.choice().keptDays != 0
            try interactions.add(
                InteractionRecord(
                    id: id, created: context.now(), model: call.chat.model, route: result.route.rawValue,
                    version: prepared.version, user: call.user, learns: call.learns,
                    question: isKept ? prepared.question : nil,
                    answer: isKept ? result.choices.first?.text : nil), passages: prepared.passages)
        } catch {
            context.report("an answer was not kept", error)
        }
    }
}
