import Foundation

/// An address that requests may go to, and what of it may be shown.
struct HTTPAddress: Sendable, CustomStringConvertible {
    /// The whole, as libcurl reads it.
    let url: String
    /// The address without its query.
    let description: String
    let isEncrypted: Bool
    /// Whether it is on this machine, where no proxy leads.
    let isLoopback: Bool

    /// Reads an address.
    ///
    /// - Throws: ``HTTPError`` with `.invalid` unless it is http or https, with a host, without user or password.
    init(_ url: String) throws(HTTPError) {
        guard var parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme)
        else {
            throw HTTPError(code: .invalid, subject: "address", detail: "it is not an http or https address")
        }
        guard parts.user == nil, parts.password == nil else {
            throw HTTPError(code: .invalid, subject: host, detail: "a user's name stands in the address")
        }
        self.url = url
        isEncrypted = scheme == "https"
        isLoopback =
            host.lowercased() == "localhost" || host == "[::1]" || host == "::1" || host.hasPrefix("127.")
        (parts.query, parts.fragment) = (nil, nil)
        description = parts.string ?? host
    }
}
