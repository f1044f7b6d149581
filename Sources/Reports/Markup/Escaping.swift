import Mustache
import Text

/// Makes untrusted text safe between tags and in quoted attributes.
///
/// It goes scalar by scalar. Mustache's own escaping goes by what readers see as one character, and so would let a
/// quotation mark through when a combining accent follows it.
struct Escaping: MustacheContentType {
    /// What the template calls it.
    static let name = "SELKIE"

    func escapeText(_ text: String) -> String { Self.escaped(text) }

    /// The text with all that means something in HTML and XML replaced, and without control characters.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in TextLayout.printable(text).unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\u{FFFE}", "\u{FFFF}": continue  // XML has no place for them, not even as references
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
