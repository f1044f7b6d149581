import Foundation

extension PDFLayout {
    /// Reads what `pdftotext -bbox-layout` prints.
    ///
    /// The form is the tool's, the words are the document's: whatever is no element of the form, or has no box of
    /// finite numbers, is passed over. One pass over the bytes.
    init(parsing output: [UInt8]) {
        var scanner = TagScanner(output)
        var block = 0
        var words: [Word] = []
        while let tag = scanner.next() {
            switch tag.name {
            case "title": title = scanner.text()
            case "page":
                heights.append(tag.number("height") ?? 0)
                block += 1
            case "block": block += 1
            case "line": words = []
            case "word":
                let text = scanner.text()
                if let box = tag.box, !text.isEmpty { words.append(Word(text: text, box: box)) }
            case "/line":
                if !words.isEmpty, !heights.isEmpty {
                    lines.append(Line(page: heights.count - 1, block: block, words: words))
                }
                words = []
            default: break
            }
        }
    }
}

/// Finds tags and the text between them.
private struct TagScanner {
    struct Tag {
        let name: Substring
        private let attributes: Substring

        init(_ bytes: ArraySlice<UInt8>) {
            let content = Substring(decoding: bytes, as: UTF8.self)
            name = content.prefix { $0 != " " }
            attributes = content.dropFirst(name.count)
        }

        func number(_ name: String) -> Double? {
            guard let start = attributes.firstRange(of: " \(name)=\"")?.upperBound,
                let value = Double(attributes[start...].prefix { $0 != "\"" }), value.isFinite,
                abs(value) < 1e6
            else { return nil }
            return value
        }

        var box: PDFBox? {
            guard let left = number("xMin"), let top = number("yMin"), let right = number("xMax"),
                let bottom = number("yMax"), left <= right, top <= bottom
            else { return nil }
            return PDFBox(left: left, top: top, right: right, bottom: bottom)
        }
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next tag; one that isn't closed ends the text.
    mutating func next() -> Tag? {
        guard let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")),
            let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        position = close + 1
        return Tag(bytes[open + 1..<close])
    }

    /// The text up to the next tag.
    mutating func text() -> String {
        let rest = bytes[position...]
        let end = rest.firstIndex(of: UInt8(ascii: "<")) ?? rest.endIndex
        defer { position = end }
        // The tool knows no other entities.
        return String(decoding: rest[..<end], as: UTF8.self)
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&apos;", with: "'").replacing("&amp;", with: "&")
            .trimmingWhitespace()
    }
}
