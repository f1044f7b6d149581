import CCurl
import Synchronization

/// One request on its way: its handle in libcurl, and what has come back.
///
/// All but the flag belongs to the loop's thread once the transfer was handed over, hence the unchecked conformance.
final class Transfer: @unchecked Sendable {
    /// Takes pieces of the body as they come; what it throws ends the transfer.
    typealias Sink = @Sendable (HTTPHead, UnsafeRawBufferPointer) throws -> Void
    typealias Continuation = CheckedContinuation<HTTPResponse, any Error>

    let request: HTTPRequest
    let address: HTTPAddress
    /// Set from any thread; the loop looks at it whenever it is woken.
    let isCancelled = Atomic(false)

    private let sink: Sink?
    private var continuation: Continuation?
    private(set) var options: TransferOptions?
    private var reader = HeadReader()
    private var body: [UInt8] = []
    private var received = 0
    /// Why it was ended from within; it goes before what libcurl makes of that.
    private var failure: (any Error)?
    private let start = ContinuousClock.now
    private var moved: (bytes: curl_off_t, at: ContinuousClock.Instant)

    init(_ request: HTTPRequest, address: HTTPAddress, sink: Sink?) {
        self.request = request
        self.address = address
        self.sink = sink
        moved = (0, start)
    }

    /// Says who waits for the end; before the transfer is handed over.
    func wake(_ continuation: Continuation) { self.continuation = continuation }

    /// Makes the handle.
    ///
    /// - Returns: `nil` when memory is short or libcurl lacks an option.
    func open() -> UnsafeMutableRawPointer? {
        options = TransferOptions(self)
        return options?.handle
    }

    /// Frees the handle and tells whoever waits; exactly once.
    func finish(_ result: Result<CURLcode, any Error>) {
        let response = Result { try conclude(try result.get()) }
        options?.free()
        options = nil
        continuation?.resume(with: response)
        continuation = nil
    }

    private func conclude(_ result: CURLcode) throws -> HTTPResponse {
        if let failure { throw failure }
        guard result == CURLE_OK, let options, let head = reader.heads.last else {
            throw HTTPError(
                result, address, detail: options?.complaint ?? "", status: reader.heads.last?.status)
        }
        return HTTPResponse(
            head: head, redirects: reader.heads.dropLast(), url: options.finalURL ?? request.url, body: body)
    }

    func error(_ code: HTTPError.Code) -> HTTPError {
        HTTPError(code: code, subject: address.description, detail: "")
    }

    // MARK: What libcurl hands over

    /// Takes a header line; `false` ends the transfer.
    func receive(header line: UnsafeRawBufferPointer) -> Bool {
        guard reader.read(line) else {
            failure = error(.notHTTP)
            return false
        }
        return true
    }

    /// Takes a piece of the body; `false` ends the transfer.
    func receive(body piece: UnsafeRawBufferPointer) -> Bool {
        received += piece.count
        do {
            guard received <= request.bodyLimit else { throw error(.tooLarge) }
            guard let head = reader.heads.last else { throw error(.notHTTP) }
            if let sink { try sink(head, piece) } else { body.append(contentsOf: piece) }
            return true
        } catch {
            failure = error
            return false
        }
    }

    // MARK: Patience

    /// What has run out by now, and else when to look again.
    func deadline(now: ContinuousClock.Instant) -> Result<ContinuousClock.Instant?, HTTPError> {
        if let bytes = options?.movedBytes, bytes != moved.bytes { moved = (bytes, now) }
        let total = request.patience.total.map { start + $0 }
        let idle = request.patience.idle.map { moved.at + $0 }
        if let total, total <= now { return .failure(error(.timedOut)) }
        if let idle, idle <= now { return .failure(error(.idle)) }
        return .success([total, idle].compactMap { $0 }.min())
    }
}
