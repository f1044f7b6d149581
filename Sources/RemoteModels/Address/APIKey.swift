import Foundation

/// The secret that a server asks for; it is sent and never shown or stored.
package struct APIKey: Sendable {
    /// The key itself, for the header that carries it.
    let secret: String

    /// A key; `nil` when it is empty or holds what no header can carry.
    ///
    /// White space around it is left out, since files and shells like to add some.
    package init?(_ text: String) {
        secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !secret.isEmpty, secret.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    }

    /// A text in which the key is made unreadable.
    func redacted(_ text: String) -> String {
        text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "***")
    }
}

extension APIKey: CustomStringConvertible, CustomReflectable {
    /// Stars: the key must not get into a log by accident.
    package var description: String { "***" }

    /// Nothing to look into.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
