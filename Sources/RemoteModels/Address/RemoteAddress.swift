import Foundation

/// Where a server of the chat protocol is: the part of its address before `/chat/completions`.
///
/// It is shown and stored, so nothing secret may be in it.
package struct RemoteAddress: Sendable, Equatable, CustomStringConvertible {
    /// The address without a slash at its end.
    package let description: String
    private let isEncrypted: Bool
    private let host: String

    /// An address as a user writes it; `nil` unless it is http or https, with a host, and without user or query.
    package init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil,
            (1...65_535).contains(parts.port ?? 80)
        else { return nil }
        var text = text
        for ending in ["/", Self.path, "/"] where text.hasSuffix(ending) { text.removeLast(ending.count) }
        description = text
        isEncrypted = scheme == "https"
        self.host = host
    }

    private static let path = "/chat/completions"

    /// Where requests go.
    var completions: String { description + Self.path }

    /// Whether others on the way can read what is sent, a key among it.
    package var isExposed: Bool {
        !isEncrypted && host != "localhost" && host != "[::1]" && host != "::1" && !host.hasPrefix("127.")
    }
}

extension RemoteAddress: Codable {
    /// Reads the address from a string.
    ///
    /// - Throws: `DecodingError` when it is none.
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        guard let address = RemoteAddress(try value.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "no address")
        }
        self = address
    }

    /// Writes the address as a string.
    ///
    /// - Throws: What the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(description)
    }
}
