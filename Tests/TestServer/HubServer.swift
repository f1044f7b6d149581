import Files
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// A server on this machine that answers as the Hugging Face hub does, and a second one to which it sends for large
/// files.
package final class HubServer: Sendable {
    /// What was asked for.
    package struct Call: Sendable, Equatable {
        /// The path, as it was sent, with its query.
        package let path: String
        /// The header `Authorization`.
        package let authorization: String?
        /// The header `Range`.
        package let range: String?
        /// Whether it was the second server that was asked.
        package let isElsewhere: Bool
    }

    /// What goes wrong.
    package enum Fault: Sendable {
        /// Another status, with headers.
        case status(Int, [String: String])
        /// The connection breaks after so many bytes of the body.
        case cut(after: Int)
        /// All is sent, whatever range was asked for.
        case ignoredRange
        /// Other bytes are sent, as many.
        case otherBytes
        /// The body ends, as if it were whole, after so many bytes.
        case onlyTheFirst(Int)
        /// Nothing comes after so many bytes of the body.
        case stall(after: Int)
    }

    /// The hub's address.
    package let url: String
    private let log: Log

    private final class Log: Sendable {
        let calls = Mutex<[Call]>([])

        func add(_ request: Request, isElsewhere: Bool) -> Call {
            let call = Call(
                path: request.uri.string, authorization: request.headers[.authorization],
                range: request.headers[.range], isElsewhere: isElsewhere)
            calls.withLock { $0.append(call) }
            return call
        }
    }

    /// What was asked for so far.
    package var calls: [Call] { log.calls.withLock { $0 } }

    private init(url: String, log: Log) {
        self.url = url
        self.log = log
    }

    /// Runs both servers on free ports for as long as `body` takes.
    ///
    /// - Parameters:
    ///   - repository: The one repository that there is.
    ///   - fault: What goes wrong with a call.
    ///   - body: What uses the hub.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    package static func run<Value: Sendable>(
        _ repository: HubRepository, fault: @escaping @Sendable (Call) -> Fault? = { _ in nil },
        _ body: (HubServer) async throws -> Value
    ) async throws -> Value {
        let log = Log()
        let elsewhere = Router()
        elsewhere.get("**") { request, _ in
            let call = log.add(request, isElsewhere: true)
            let digest = request.uri.path.split(separator: "/").last.map(String.init) ?? ""
            let bytes = repository.files.values.first { SHA256.hexadecimal(of: $0) == digest }
            return response(bytes, headers: [.eTag: "\"of-another-server\""], call, fault(call))
        }
        return try await LocalApplication.run(elsewhere) { port in
            let hub = Router()
            hub.get("**") { request, _ in
                let call = log.add(request, isElsewhere: false)
                return try answer(repository, call, fault(call), elsewhere: "http://127.0.0.1:\(port)")
            }
            return try await LocalApplication.run(hub) { port in
                try await body(HubServer(url: "http://127.0.0.1:\(port)", log: log))
            }
        }
    }

    private static func answer(
        _ repository: HubRepository, _ call: Call, _ fault: Fault?, elsewhere: String
    ) throws -> Response {
        let path = call.path.split(separator: "?")[0].removingPercentEncoding ?? ""
        if path.hasPrefix("/api/models/\(repository.name)/revision/") {
            return response(Array(try repository.answer()), headers: [:], call, fault)
        }
        let prefix = "/\(repository.name)/resolve/\(repository.commit)/"
        guard path.hasPrefix(prefix), let bytes = repository.files[String(path.dropFirst(prefix.count))]
        else {
            let code = path.contains("/\(repository.name)/") ? "EntryNotFound" : "RepoNotFound"
            return response(nil, headers: [:], call, .status(404, ["X-Error-Code": code]))
        }
        let name = String(path.dropFirst(prefix.count))
        guard repository.large.contains(name) else {
            return response(bytes, headers: [.eTag: "\"\(GitBlob.name(of: bytes))\""], call, fault)
        }
        if let fault { return response(bytes, headers: [:], call, fault) }
        let digest = SHA256.hexadecimal(of: bytes)
        return response(
            [], headers: [:], call,
            .status(
                302,
                [
                    "Location": "\(elsewhere)/signed/\(digest)?secret=1", "X-Linked-Etag": "\"\(digest)\"",
                    "X-Linked-Size": String(bytes.count), "X-Repo-Commit": repository.commit,
                ]))
    }

    private static func response(
        _ bytes: [UInt8]?, headers: HTTPFields, _ call: Call, _ fault: Fault?
    ) -> Response {
        var headers = headers
        if case .status(let status, let more) = fault {
            for (name, value) in more { HTTPField.Name(name).map { headers[$0] = value } }
            // What the hub says on the way to a file, or in place of it, may be longer than the file.
            let remark = String(repeating: "See elsewhere. ", count: 40)
            return Response(
                status: .init(code: status), headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(string: remark)))
        }
        guard var bytes else { return Response(status: .notFound) }
        if case .otherBytes = fault { bytes = bytes.map { $0 ^ 1 } }
        if case .onlyTheFirst(let count) = fault { bytes = Array(bytes.prefix(count)) }
        var status = HTTPResponse.Status.ok
        if case .ignoredRange = fault {
        } else if let range = call.range?.wholeMatch(of: #/bytes=(\d+)-/#), let first = Int(range.1),
            first < bytes.count
        {
            headers[.contentRange] = "bytes \(first)-\(bytes.count - 1)/\(bytes.count)"
            bytes = Array(bytes[first...])
            status = .partialContent
        }
        let sent = bytes
        switch fault {
        case .cut(let count):
            return Response(
                status: status, headers: headers,
                body: ResponseBody(contentLength: sent.count) { writer in
                    try await writer.write(ByteBuffer(bytes: sent.prefix(count)))
                    throw CancellationError()
                })
        case .stall(let count):
            return Response(
                status: status, headers: headers,
                body: ResponseBody(contentLength: sent.count) { writer in
                    try await writer.write(ByteBuffer(bytes: sent.prefix(count)))
                    try await ChatServer.forever()
                })
        default:
            return Response(
                status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: sent)))
        }
    }
}
