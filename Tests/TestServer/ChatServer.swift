import Foundation
import Hummingbird
import NIOCore
import Synchronization

/// A server on this machine that speaks the protocol of chat completions, with answers that a test thinks out.
package final class ChatServer: Sendable {
    /// The address of its models.
    package let url: String
    private let asked: Log

    /// What was asked so far.
    private final class Log: Sendable {
        let calls = Mutex<[ChatCall]>([])
    }

    /// What was asked so far, in the order of arrival.
    package var calls: [ChatCall] { asked.calls.withLock { $0 } }

    private init(port: Int, asked: Log) {
        url = "http://127.0.0.1:\(port)/v1"
        self.asked = asked
    }

    /// Runs a server on a free port for as long as `body` takes.
    ///
    /// - Parameters:
    ///   - answer: What is answered to a call, and to its number from 0.
    ///   - body: What uses the server.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    package static func run<Value: Sendable>(
        _ answer: @escaping @Sendable (ChatCall, _ number: Int) async throws -> ChatAnswer,
        _ body: (ChatServer) async throws -> Value
    ) async throws -> Value {
        let asked = Log()
        let router = Router()
        router.post("v1/chat/completions") { request, _ in
            let bytes = try await request.body.collect(upTo: 1 << 20)
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            var call = try decoder.decode(ChatCall.self, from: Data(bytes.readableBytesView))
            call.authorization = request.headers[.authorization]
            let number = asked.calls.withLock { calls in
                calls.append(call)
                return calls.count - 1
            }
            return response(try await answer(call, number))
        }
        return try await LocalApplication.run(router) { port in
            try await body(ChatServer(port: port, asked: asked))
        }
    }

    /// Waits until the server ends.
    package static func forever() async throws {
        let (nothing, never) = AsyncStream.makeStream(of: Int.self)
        defer { never.finish() }
        for await _ in nothing {}
        throw CancellationError()
    }

    private static func response(_ answer: ChatAnswer) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "application/json"
        headers[.retryAfter] = answer.retryAfter
        let bytes = ByteBuffer(bytes: answer.body)
        guard answer.stalls else {
            return Response(
                status: .init(code: answer.status), headers: headers, body: ResponseBody(byteBuffer: bytes))
        }
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: ResponseBody { writer in
                try await writer.write(bytes)
                try await forever()
            })
    }
}
