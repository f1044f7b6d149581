import Files

/// Where a server listens, and what it allows.
package struct ServerOptions: Sendable {
    /// The name or address that it listens on.
    package var host: String
    /// The port; 0 takes a free one.
    package var port: Int
    /// What clients have to show; none where anybody may ask.
    package var key: String?
    /// Requests for answers that may be under way or wait at the same time.
    package var mostAnswers = 128
    /// The longest body of a request in JSON, in bytes.
    package var bodyLimit = 8 << 20
    /// The largest file that may be handed over, in bytes.
    package var fileLimit = 64 << 20

    /// A server for this machine alone.
    ///
    /// - Throws: `Diagnosis` where others could reach it and it has no key.
    package init(host: String = "127.0.0.1", port: Int = 8421, key: String? = nil) throws {
        (self.host, self.port, self.key) = (host, port, key)
        guard key != nil || Self.isLoopback(host) else {
            throw Diagnosis(
                .init("keyMissing", .usage), file: host,
                problem: "can be reached by others, and there is no key",
                remedy: "set SELKIE_API_KEY, or listen on 127.0.0.1")
        }
    }

    /// Whether only this machine can reach an address.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.wholeMatch(of: /127(\.\d{1,3}){3}/) != nil
    }
}
