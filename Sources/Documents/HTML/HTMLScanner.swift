/// Cuts HTML into text and tags, whatever is wrong with it.
///
/// Every byte is passed once. A search that found nothing is remembered, so that a thousand unclosed quotes
/// cost one look at the rest of the page and not a thousand.
struct HTMLScanner {
    /// A piece of a page.
    enum Token: Equatable {
        /// Characters between tags, references not yet decoded.
        case text(Range<Int>)
        /// `<name …>`, the name in small letters.
        case open(String)
        /// `</name>`.
        case close(String)
    }

    /// The page's bytes.
    let bytes: [UInt8]
    private var index = 0
    /// Bytes that do not occur in the rest of the page.
    private var isWithout: Set<UInt8> = []
    /// Elements that nothing closes in the rest of the page.
    private var unclosed: Set<String> = []
    private var areQuotesBroken = false

    /// Creates a scanner at the start of a page.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next piece; nil at the end.
    mutating func next() -> Token? {
        while index < bytes.count {
            if bytes[index] != UInt8(ascii: "<") { return text() }
            if let token = markup() { return token }
        }
        return nil
    }

    /// Passes over an element's raw contents and its closing tag: scripts and styles hold no markup.
    ///
    /// - Parameter name: the element, in small letters.
    /// - Returns: Where the contents are; nil, with nothing passed over, when nothing closes them.
    mutating func rawContents(of name: String) -> Range<Int>? {
        guard !unclosed.contains(name) else { return nil }
        let closing = Array("</\(name)".utf8)
        var position = index
        while let angle = firstIndex(of: UInt8(ascii: "<"), from: position) {
            let found = bytes[angle...].prefix(closing.count).map {
                (0x41...0x5A).contains($0) ? $0 | 0x20 : $0
            }
            if found == closing {
                defer {
                    index = bytes[angle...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
                }
                return index..<angle
            }
            position = angle + 1
        }
        unclosed.insert(name)
        return nil
    }

    /// Passes over the rest of the page.
    mutating func skipToEnd() {
        index = bytes.count
    }

    private mutating func text() -> Token {
        let start = index
        index = bytes[index...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        return .text(start..<index)
    }

    /// What begins with `<`; nil for a comment or declaration, which is passed over.
    private mutating func markup() -> Token? {
        let start = index
        guard start + 1 < bytes.count else {
            index = bytes.count
            return .text(start..<index)
        }
        var first = bytes[start + 1]
        if first == UInt8(ascii: "!") || first == UInt8(ascii: "?") {
            skipDeclaration()
            return nil
        }
        let isClosing = first == UInt8(ascii: "/")
        let nameStart = start + (isClosing ? 2 : 1)
        first = nameStart < bytes.count ? bytes[nameStart] : 0
        guard (0x61...0x7A).contains(first | 0x20), let end = endOfTag(from: nameStart) else {
            // A less-than sign that begins no tag is text up to the next one.
            index = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
            return .text(start..<index)
        }
        index = end + 1
        let name = bytes[nameStart..<end].prefix(32).prefix { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
        }
        let lowered = String(decoding: name, as: UTF8.self).lowercased()
        return isClosing ? .close(lowered) : .open(lowered)
    }

    /// The `>` that ends a tag; one inside a quoted value does not, unless the quotes make no sense.
    private mutating func endOfTag(from start: Int) -> Int? {
        guard let nearest = firstIndex(of: UInt8(ascii: ">"), from: start) else { return nil }
        var position = start
        var followsEquals = false
        while !areQuotesBroken, position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: ">") { return position }
            if followsEquals, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
                let partner = firstIndex(of: byte, from: position + 1)
            {
                position = partner
            }
            if byte > 0x20 { followsEquals = byte == UInt8(ascii: "=") }
            position += 1
        }
        // Quotes led to the end of the page. From here on they are taken for letters.
        areQuotesBroken = true
        return nearest
    }

    private mutating func skipDeclaration() {
        if bytes[index...].starts(with: "<!--".utf8) {
            var position = index + 4
            while let angle = firstIndex(of: UInt8(ascii: ">"), from: position) {
                if bytes[angle - 1] == UInt8(ascii: "-"), bytes[angle - 2] == UInt8(ascii: "-") {
                    index = angle + 1
                    return
                }
                position = angle + 1
            }
            index = bytes.count
            return
        }
        index = firstIndex(of: UInt8(ascii: ">"), from: index).map { $0 + 1 } ?? bytes.count
    }

    private mutating func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        guard !isWithout.contains(byte), start <= bytes.count else { return nil }
        if let found = bytes[start...].firstIndex(of: byte) { return found }
        isWithout.insert(byte)
        return nil
    }
}
