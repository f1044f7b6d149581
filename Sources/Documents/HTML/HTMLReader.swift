/// Reads the text of an HTML page: headings, paragraphs, lists and tables; no scripts, styles or navigation.
///
/// A scanner of tags and not a parser of trees: pages in the wild are broken in ways that a tree only hides,
/// and what is wanted is the order of the words. Elements left open cost nothing.
struct HTMLReader {
    private var scanner: HTMLScanner
    private var builder = SectionBuilder()
    private var title: String?

    /// The block that is being read, white space collapsed.
    private var block: [UInt8] = []
    private var pendingSpace = false
    private var heading: Int?
    private var preformatted = 0
    /// The open lists: the number of the next item, or nil for a list with bullets.
    private var lists: [Int?] = []
    private var isTight = false
    private var isInRow = false
    /// The open elements whose contents are left out.
    private var hidden: [String] = []

    /// Makes a document of a page; nil when it has no text.
    static func document(of page: String, name: String, source: String) -> Document? {
        var reader = HTMLReader(scanner: HTMLScanner(Array(page.utf8)))
        while let token = reader.scanner.next() { reader.read(token) }
        reader.endBlock()
        // "Tide tables - Harbour office": the page's own heading says it without the site's name.
        let heading = reader.builder.firstHeading
        let title = reader.title.flatMap { title in
            heading.flatMap { title.hasPrefix($0) ? $0 : nil } ?? title
        }
        return reader.builder.document(title: title, name: name, source: source)
    }

    private init(scanner: HTMLScanner) {
        self.scanner = scanner
    }

    private mutating func read(_ token: HTMLScanner.Token) {
        switch token {
        case .text(let range):
            if hidden.isEmpty { append(scanner.bytes[range]) }
        case .open(let name):
            open(name)
        case .close(let name):
            close(name)
        }
    }

    private static let raw: Set<String> = [
        "script", "style", "textarea", "xmp", "iframe", "noembed", "noframes",
    ]
    private static let left: Set<String> = [
        "nav", "footer", "template", "noscript", "svg", "math", "object", "canvas", "audio", "video",
        "select", "button", "dialog",
    ]
    private static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
        "dl", "dt",
        "fieldset", "figcaption", "figure", "form", "header", "hr", "html", "main", "p", "section", "summary",
        "table",
        "tbody", "tfoot", "thead",
    ]

    private mutating func open(_ name: String) {
        if Self.raw.contains(name) {
            if scanner.rawContents(of: name) == nil { scanner.skipToEnd() }
            return
        }
        if name == "title" {
            if let range = scanner.rawContents(of: name), title == nil, hidden.isEmpty {
                title = Self.decoded(scanner.bytes[range]).split { $0.isWhitespace }.joined(separator: " ")
                if title?.isEmpty == true { title = nil }
            }
            return
        }
        if name == "main" || name == "article" || name == "body" {
            // The page's own text begins, whatever was left open before it.
            hidden = []
        }
        if Self.left.contains(name) {
            // Depth is bounded: a bomb of ten million open elements is one hidden element.
            if hidden.count < 256 { hidden.append(name) }
            return
        }
        guard hidden.isEmpty else { return }
        switch name {
        case "br": lineBreak()
        case "h1", "h2", "h3", "h4", "h5", "h6":
            endBlock()
            heading = name.utf8.last.map { Int($0) - 0x30 }
        case "pre":
            endBlock()
            preformatted += 1
        case "ul", "ol":
            endBlock()
            if lists.count < 256 { lists.append(name == "ol" ? 1 : nil) }
        case "li": startItem()
        case "tr":
            endBlock()
            isInRow = true
        case "td", "th":
            if isInRow, !block.isEmpty { append(" | "[...]) }
        case _ where Self.blocks.contains(name): isInRow ? space() : endBlock()
        default: break
        }
    }

    private mutating func close(_ name: String) {
        if let last = hidden.last {
            if last == name { hidden.removeLast() }
            return
        }
        switch name {
        case "h1", "h2", "h3", "h4", "h5", "h6", "li": endBlock()
        case "pre":
            endBlock()
            preformatted = max(0, preformatted - 1)
        case "ul", "ol":
            endBlock()
            _ = lists.popLast()
            if lists.isEmpty { isTight = false }
        case "tr":
            endBlock()
            isInRow = false
        case "table":
            endBlock()
            isInRow = false
            isTight = false
        case _ where Self.blocks.contains(name): isInRow ? space() : endBlock()
        default: break
        }
    }

    private mutating func startItem() {
        endBlock()
        var marker = String(repeating: "  ", count: min(max(0, lists.count - 1), 4))
        if let last = lists.indices.last, let number = lists[last] {
            marker += "\(number). "
            lists[last] = number &+ 1
        } else {
            marker += "- "
        }
        block = Array(marker.utf8)
        itemMarkerLength = block.count
    }

    /// How much of the block is an item's marker and no text yet.
    private var itemMarkerLength = 0

    /// Ends the paragraph, item, row or heading.
    private mutating func endBlock() {
        let isItem = itemMarkerLength > 0
        let isRow = isInRow
        defer {
            block = []
            pendingSpace = false
            heading = nil
            itemMarkerLength = 0
        }
        guard block.count > itemMarkerLength else { return }
        let text = String(decoding: block, as: UTF8.self)
        // An opening tag of a heading that nothing closes must not make the page one heading.
        if let heading, block.count <= 300 {
            builder.heading(level: heading, text)
            isTight = false
            return
        }
        builder.block(
            preformatted > 0 ? text.trimmingLineBreaks() : text, tight: isTight && (isItem || isRow))
        isTight = isItem || isRow
    }

    private mutating func lineBreak() {
        guard !isInRow, heading == nil else { return space() }
        if block.count > itemMarkerLength { block.append(0x0A) }
        pendingSpace = false
    }

    private mutating func space() {
        pendingSpace = block.count > itemMarkerLength
    }

    private mutating func append(_ text: Substring) {
        block += text.utf8
        pendingSpace = false
    }

    /// Adds characters, references decoded and white space collapsed unless it is kept.
    private mutating func append(_ bytes: ArraySlice<UInt8>) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "&"), let (text, length) = HTMLEntities.decoded(bytes[index...]) {
                text == " " ? space() : appendCharacters(text.utf8)
                index += length
                continue
            }
            if preformatted > 0 {
                block.append(byte)
            } else if byte == 0x20 || (0x09...0x0D).contains(byte) {
                space()
            } else {
                appendCharacters(CollectionOfOne(byte))
            }
            index += 1
        }
    }

    private mutating func appendCharacters(_ bytes: some Collection<UInt8>) {
        if pendingSpace, block.last != 0x0A, block.last != 0x20 { block.append(0x20) }
        pendingSpace = false
        block += bytes
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "&"), let (text, length) = HTMLEntities.decoded(bytes[index...]) {
                result += text.utf8
                index += length
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension String {
    /// The text without line breaks at its ends; indentation stays.
    fileprivate func trimmingLineBreaks() -> String {
        let body = utf8.drop { $0 == 0x0A }
        let trailing = body.reversed().prefix { $0 == 0x0A || $0 == 0x20 }.count
        return String(Substring(body.dropLast(trailing)))
    }
}
