/// Paints text for a terminal, or leaves it alone where colours are not allowed.
package struct Style: Sendable, Equatable {
    /// An attribute that a terminal can give to text.
    package enum Paint: String, Sendable {
        /// Stronger text: headings, totals.
        case bold = "1"
        /// Weaker text: details and units.
        case dim = "2"
        /// Failure, a wrong answer.
        case red = "31"
        /// Success, a right answer.
        case green = "32"
        /// A warning.
        case yellow = "33"
        /// A name to look at.
        case cyan = "36"
    }

    /// Whether text is painted at all.
    package var isEnabled: Bool

    /// A style that paints nothing.
    package static let plain = Style(isEnabled: false)

    /// Creates a style.
    package init(isEnabled: Bool) {
        self.isEnabled = isEnabled
    }

    /// The style that a terminal allows.
    package init(for terminal: Terminal) {
        isEnabled = terminal.allowsColour
    }

    /// The text with the attributes switched on before it and all switched off after it.
    ///
    /// Empty text and an empty list of attributes come back as they are.
    package func callAsFunction(_ text: String, _ paints: Paint...) -> String {
        guard isEnabled, !paints.isEmpty, !text.isEmpty else { return text }
        let codes = paints.map(\.rawValue).joined(separator: ";")
        return "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }
}
