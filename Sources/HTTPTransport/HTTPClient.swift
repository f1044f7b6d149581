/// Asks servers over http and https, through the system's libcurl.
///
/// Connections are kept and used again. Proxies are those of the environment (`https_proxy`, `http_proxy`, `no_proxy`),
/// as curl has them, but never for this machine itself. A certificate that does not fit is refused;
/// `CURL_CA_BUNDLE` or `SSL_CERT_FILE` may name a file of authorities. Nothing is tried twice, no cookie is kept, and
/// what was compressed for the way stays so.
package final class HTTPClient: Sendable {
    private let loop: TransferLoop?

    /// A client with connections of its own.
    package init() { loop = TransferLoop() }

    deinit { loop?.end() }

    /// Asks, and collects the body.
    ///
    /// - Returns: The last response, whatever its status.
    /// - Throws: ``HTTPError``, `CancellationError` at once when the task is cancelled.
    package func response(to request: HTTPRequest) async throws -> HTTPResponse {
        try await transfer(request, sink: nil)
    }

    /// Asks, and hands the body on as it comes.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - sink: Takes one piece after the other, with the head that came before. Nothing is read while it works, so
    ///     a slow one slows the server down, and other transfers of this client with it. What it throws ends the
    ///     transfer. It is not called for an empty body.
    /// - Returns: The last response without its body, whatever its status.
    /// - Throws: ``HTTPError``, what the sink throws, `CancellationError` at once when the task is cancelled.
    package func stream(
        _ request: HTTPRequest, to sink: @escaping @Sendable (HTTPHead, UnsafeRawBufferPointer) throws -> Void
    ) async throws -> HTTPResponse {
        try await transfer(request, sink: sink)
    }

    private func transfer(_ request: HTTPRequest, sink: Transfer.Sink?) async throws -> HTTPResponse {
        try Task.checkCancellation()
        let address = try HTTPAddress(request.url)
        guard request.headers.areSound,
            request.bearer?.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) ?? true
        else {
            throw HTTPError(
                code: .invalid, subject: address.description, detail: "a header holds what none may hold")
        }
        guard let loop else {
            throw HTTPError(
                code: .brokenOff, subject: address.description, detail: "libcurl cannot be set up")
        }
        let transfer = Transfer(request, address: address, sink: sink)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                transfer.wake(continuation)
                loop.add(transfer)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
    }
}
