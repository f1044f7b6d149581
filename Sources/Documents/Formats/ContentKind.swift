import Foundation

/// What a file's contents are, whatever it is called.
enum ContentKind: Sendable, Equatable {
    /// A PDF from its first byte.
    case pdf
    /// A PDF's signature after other bytes, as far in as readers of PDF look for it.
    case pdfFurtherOn
    case html
    /// XML whose outermost element is none of HTML's.
    case xml
    case notebook
    /// Conversations or corrections.
    case said(DocumentFormat)
    /// JSON, or JSON lines: an object or a list.
    case data
    /// What begins like JSON and is none.
    case likeData
    /// A format that is not read.
    case foreign(ForeignFormat)
    /// Text that begins with a heading or with front matter, as Markdown does.
    case likeMarkdown
    /// Nothing that is known: text, as far as its bytes are.
    case other

    /// Looks at a file's bytes; JSON is parsed, of all else a small part is read.
    init(_ bytes: [UInt8]) {
        let start = Self.start(of: bytes)
        if let format = ForeignFormat(contents: bytes) {
            self = .foreign(format)
        } else if start.starts(with: "%PDF-".utf8) {
            self = .pdf
        } else if bytes.prefix(1024).firstRange(of: Array("%PDF-".utf8)) != nil {
            self = .pdfFurtherOn
        } else if let markup = Self.markup(start) {
            self = markup
        } else if let first = start.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            self = Self.json(bytes) ?? .likeData
        } else {
            self = Self.beginsLikeMarkdown(start) ? .likeMarkdown : .other
        }
    }

    private static func beginsLikeMarkdown(_ start: ArraySlice<UInt8>) -> Bool {
        let marks = start.prefix { $0 == UInt8(ascii: "#") }.count
        guard marks > 0 else { return start.starts(with: "---\n".utf8) || start.starts(with: "---\r".utf8) }
        return marks <= 6 && start.dropFirst(marks).first == UInt8(ascii: " ")
    }

    /// The first few thousand bytes of a text without a byte order mark and white space; of UTF-16 as UTF-8.
    private static func start(of bytes: [UInt8]) -> ArraySlice<UInt8> {
        var start = bytes.prefix(8192)
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
            let isLittle = start[0] == 0xFF
            let units = stride(from: 2, to: start.count - 1, by: 2).map {
                UInt16(start[$0 + (isLittle ? 0 : 1)]) | UInt16(start[$0 + (isLittle ? 1 : 0)]) << 8
            }
            start = Array(String(decoding: units, as: UTF16.self).utf8)[...]
        }
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
        return start.drop { $0 <= 0x20 }
    }

    /// HTML or XML, by the first element or document type after declarations and comments.
    private static func markup(_ start: ArraySlice<UInt8>) -> ContentKind? {
        var rest = Substring(String(decoding: start, as: UTF8.self).lowercased())
        var isXML = false
        while true {
            rest = rest.drop(while: \.isWhitespace)
            if rest.hasPrefix("<?xml") {
                isXML = true
                guard let end = rest.firstRange(of: "?>") else { return .xml }
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("<!--") {
                // A comment that is longer than what is looked at: no saying what follows.
                guard let end = rest.firstRange(of: "-->") else { return isXML ? .xml : nil }
                rest = rest[end.upperBound...]
            } else if isXML, rest.hasPrefix("<?") {
                guard let end = rest.firstRange(of: "?>") else { return .xml }
                rest = rest[end.upperBound...]
            } else {
                let names = ["<!doctype html", "<html", "<head", "<body"]
                let isHTML = names.contains { name in
                    rest.hasPrefix(name) && !(rest.dropFirst(name.count).first?.isLetter ?? false)
                }
                return isHTML
                    ? .html : isXML || rest.hasPrefix("<!doctype ") || rest.hasPrefix("<svg") ? .xml : nil
            }
        }
    }

    /// Objects or lines that tell what all of them are.
    private static let few = 3

    /// A notebook, what was said, or other data; none for what only begins like JSON.
    private static func json(_ bytes: [UInt8]) -> ContentKind? {
        guard let text = try? TextDecoding.text(of: bytes, file: "") else { return nil }
        if let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) {
            if NotebookReader.isNotebook(value) { return .notebook }
            let list = (value as? [Any]).map { Array($0.prefix(Self.few)) } ?? [value]
            return ConversationReader.format(of: list).map(ContentKind.said) ?? .data
        }
        // One object a line; the first few tell.
        let lines = text.split(separator: "\n", maxSplits: few).prefix(few).map {
            $0.drop(while: \.isWhitespace)
        }
        .filter { !$0.isEmpty }
        let objects = lines.compactMap { line in
            line.first == "{" ? try? JSONSerialization.jsonObject(with: Data(line.utf8)) : nil
        }
        guard lines.count > 1, objects.count == lines.count else { return nil }
        return ConversationReader.format(of: objects).map(ContentKind.said) ?? .data
    }
}
