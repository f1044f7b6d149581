import Files
import HTTPTransport

/// One request to a server and its whole response, bounded in time and size.
struct HTTPExchange: Sendable {
    /// What a server sent.
    struct Response: Sendable {
        let status: Int
        /// How long the server asks to wait.
        let retryAfter: Duration?
        let body: [UInt8]
    }

    /// One client for the whole process, which ends with it.
    private static let client = HTTPClient()

    let address: RemoteAddress
    let key: APIKey?
    /// How long all of it may take, in seconds.
    let timeout: Double

    /// Sends a body and reads what comes back, at most `bodyLimit` bytes.
    ///
    /// Redirects are not followed: the text is for this server alone.
    ///
    /// - Throws: `Diagnosis` with `.unreachable`, `.timedOut` or `.nonsense`, `CancellationError`.
    func post(_ body: [UInt8], bodyLimit: Int) async throws -> Response {
        var request = HTTPRequest(.post, address.completions, bodyLimit: bodyLimit)
        request.headers = [
            "Content-Type": "application/json", "Accept": "application/json", "User-Agent": "selkie",
        ]
        request.bearer = key?.secret
        request.body = body
        request.patience.total = .seconds(timeout)
        do {
            let response = try await Self.client.response(to: request)
            try Task.checkCancellation()
            return Response(
                status: response.head.status,
                retryAfter: response.head.headers["Retry-After"].flatMap { RetryAfter.wait($0) },
                body: response.body)
        } catch let error as HTTPError {
            try Task.checkCancellation()
            throw readable(error, bodyLimit: bodyLimit)
        }
    }

    private func readable(_ error: HTTPError, bodyLimit: Int) -> Diagnosis {
        switch error.code {
        case .timedOut:
            let seconds = Int(exactly: timeout).map(String.init) ?? String(timeout)
            return Diagnosis(
                .timedOut, remote: address, problem: "no answer within \(seconds) s",
                remedy: "allow more time, or ask for less at once")
        case .tooLarge:
            return Diagnosis(
                .nonsense, remote: address,
                problem:
                    "the answer is longer than \(bodyLimit >> 10) KB, more than what was asked for can take",
                remedy: "check that this is the address of a chat model whose server heeds max_tokens")
        case .notHTTP:
            return Diagnosis(
                .nonsense, remote: address, problem: "what answers there does not speak HTTP",
                remedy: "check the address and its port")
        case .connectTimedOut:
            return Diagnosis(
                .timedOut, remote: address, problem: "no connection in time",
                remedy: "check address and network")
        case .brokenOff:
            return brokenOff
        default:
            return Diagnosis(
                .unreachable, remote: address, problem: "cannot be reached",
                remedy: "check the address, the network and that a server runs there")
        }
    }

    /// The error of an answer that ends too early.
    var brokenOff: Diagnosis {
        Diagnosis(
            .unreachable, remote: address, problem: "the answer broke off",
            remedy: "check the network, and whether the server still runs")
    }
}
