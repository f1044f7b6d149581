/// Why a request has no response, on one line.
///
/// A status such as 404 is a response. A task that is cancelled throws `CancellationError`.
package struct HTTPError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kinds of trouble that callers tell apart.
    package enum Code: Sendable {
        /// The address or a header cannot be sent.
        case invalid
        /// The host has no address.
        case unknownHost
        /// Nobody accepts the connection.
        case refused
        /// The connection did not come about in time.
        case connectTimedOut
        /// Nothing moved for too long.
        case idle
        /// All of it took too long.
        case timedOut
        /// The server is not who it says it is, or cannot encrypt.
        case insecure
        /// What answers does not speak HTTP, or too much of it.
        case notHTTP
        /// The body is longer than was allowed.
        case tooLarge
        /// One redirect too many, or to where none may lead.
        case redirected
        /// The connection broke off before the end.
        case brokenOff
    }

    /// The kind of trouble.
    package let code: Code
    /// The address without user and query, where secrets may be.
    package let subject: String
    /// What libcurl says about it; empty when it says nothing.
    package let detail: String

    /// What is wrong.
    package var problem: String {
        switch code {
        case .invalid: "cannot be asked for: \(detail)"
        case .unknownHost: "has no address on this network"
        case .refused: "nobody accepts a connection there"
        case .connectTimedOut: "no connection in time"
        case .idle: "nothing came for too long"
        case .timedOut: "not done in time"
        case .insecure: "no safe connection (\(detail))"
        case .notHTTP: "what answers there does not speak HTTP"
        case .tooLarge: "the answer is too long"
        case .redirected: "it points somewhere else (\(detail))"
        case .brokenOff: "the connection broke off (\(detail))"
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch code {
        case .invalid, .notHTTP: "check the address"
        case .unknownHost: "check the name and the network"
        case .refused: "check the address and that a server runs there"
        case .connectTimedOut, .idle, .timedOut, .brokenOff: "check the network, or try again later"
        case .insecure: "check the address, this machine's clock and that ca-certificates is installed"
        case .tooLarge: "check that this is the right address"
        case .redirected: "give the address that it points to"
        }
    }

    /// "ADDRESS: problem; remedy".
    package var description: String { "\(subject): \(problem); \(remedy)" }
}
