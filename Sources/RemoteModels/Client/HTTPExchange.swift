import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One request to a server and its whole response, bounded in time and size.
struct HTTPExchange: Sendable {
    /// What a server sent.
    struct Response: Sendable {
        let status: Int
        /// How long the server asks to wait.
        let retryAfter: Duration?
        let body: [UInt8]
    }

    /// The longest body that is read, in bytes.
    private static let bodyLimit = 8 << 20

    /// One client for the whole process, which ends with it.
    ///
    /// Redirects are not followed: the key is for this server. Connections are tried once, since the caller retries.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    let address: RemoteAddress
    let key: APIKey?
    /// How long all of it may take, in seconds.
    let timeout: Double

    /// Sends a body and reads what comes back.
    ///
    /// - Throws: ``RemoteModelError`` with `.unreachable`, `.timedOut` or `.nonsense`, `CancellationError`.
    func post(_ body: [UInt8]) async throws -> Response {
        // The client's own deadline ends with the response's head; a body that trickles in must end too.
        try await withThrowingTaskGroup(of: Response.self) { group in
            group.addTask { try await exchange(body) }
            group.addTask {
                try await Task.sleep(for: .seconds(timeout))
                throw timedOut
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }

    private func exchange(_ body: [UInt8]) async throws -> Response {
        var request = HTTPClientRequest(url: address.completions)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "selkie")
        if let key { request.headers.add(name: "Authorization", value: key.authorization) }
        request.body = .bytes(body)
        do {
            let response = try await Self.client.execute(request, timeout: .hours(48))
            let buffer = try await response.body.collect(upTo: Self.bodyLimit)
            try Task.checkCancellation()
            return Response(
                status: Int(response.status.code),
                retryAfter: response.headers.first(name: "Retry-After").flatMap { RetryAfter.wait($0) },
                body: Array(buffer.readableBytesView))
        } catch {
            try Task.checkCancellation()
            throw readable(error)
        }
    }

    private var timedOut: RemoteModelError {
        let seconds = Int(exactly: timeout).map(String.init) ?? String(timeout)
        return RemoteModelError(
            .timedOut, address, problem: "no answer within \(seconds) s",
            remedy: "allow more time, or ask for less at once")
    }

    private func readable(_ error: any Error) -> RemoteModelError {
        switch error {
        case is NIOTooManyBytesError:
            return RemoteModelError(
                .nonsense, address, problem: "the answer is longer than \(Self.bodyLimit >> 20) MB",
                remedy: "check that this is the address of a chat model")
        case is HTTPParserError:
            return RemoteModelError(
                .nonsense, address, problem: "what answers there does not speak HTTP",
                remedy: "check the address and its port")
        case let error as HTTPClientError where error == .connectTimeout || error == .tlsHandshakeTimeout:
            return RemoteModelError(
                .timedOut, address, problem: "no connection in time", remedy: "check address and network")
        default:
            return RemoteModelError(
                .unreachable, address, problem: "cannot be reached",
                remedy: "check the address, the network and that a server runs there")
        }
    }
}
