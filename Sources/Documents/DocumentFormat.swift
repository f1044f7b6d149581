/// The kinds of document that are read.
enum DocumentFormat: Sendable {
    case text, markdown, html, pdf

    /// What a file's extension promises; nil for one that is not known.
    init?(fileExtension: String) {
        switch fileExtension.lowercased() {
        case "txt", "text", "rst", "adoc", "org", "log": self = .text
        case "md", "markdown", "mdown", "mkd": self = .markdown
        case "html", "htm", "xhtml": self = .html
        case "pdf": self = .pdf
        default: return nil
        }
    }

    /// What the contents look like, whatever the name says: PDF by its signature, else HTML by its first tag.
    static func sniffed(_ bytes: [UInt8]) -> DocumentFormat? {
        if bytes.prefix(1024).contains("%PDF-") { return .pdf }
        let start = String(decoding: bytes.prefix(512), as: UTF8.self).lowercased()
            .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return start.hasPrefix("<!doctype html") || start.hasPrefix("<html") ? .html : nil
    }

    /// Whether text from a place without a name looks like Markdown: it begins with a heading or front matter.
    static func looksLikeMarkdown(_ text: String) -> Bool {
        let start = text.drop { $0.isWhitespace }
        guard start.first == "#" else { return text.hasPrefix("---\n") }
        let marks = start.prefix { $0 == "#" }
        return marks.count <= 6 && start.dropFirst(marks.count).first == " "
    }
}

extension ArraySlice<UInt8> {
    /// Whether the bytes of an ASCII text occur in the slice.
    func contains(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { pattern in
            indices.contains { self[$0...].starts(with: pattern) }
        }
    }
}
