/// Makes a document of its parts: the one place that decides what text they become, whatever the format.
struct DocumentBuilder {
    /// The first heading of the first level that was met.
    private(set) var firstHeading: String?
    private var headings: [(level: Int, text: String)] = []
    private var sections: [Document.Section] = []
    private var pages: [Document.PageStart] = []
    private var leftOut: [Document.Omission] = []
    /// The section that is being read.
    private var text = ""
    /// How many scalars of the document's text were read, this section's among them.
    private var length = 0
    /// Whether the section has anything but headings.
    private var hasBody = false
    /// Whether the last part goes on in the next: items of a list.
    private var isInList = false
    private var page: Int?

    /// Adds what comes next in the document.
    mutating func add(_ block: DocumentBlock) {
        switch block {
        case .heading(let level, let text): heading(level: level, Self.flowing(text))
        case .paragraph(let text): append(Self.flowing(text))
        case .item(let mark, let depth, let text): item(mark: mark, depth: depth, Self.flowing(text))
        case .table(let table): append(Self.text(of: table))
        case .preformatted(let text): append(Self.kept(text))
        case .note(let mark, let text):
            let text = Self.flowing(text)
            if !text.isEmpty { append("[\(mark)] " + text) }
        case .page(let page): self.page = page
        }
    }

    /// Tells the user what is not in the text.
    mutating func leaveOut(_ omission: Document.Omission) {
        leftOut.append(omission)
    }

    /// The document; its title comes from the text where that has one.
    ///
    /// - Parameters:
    ///   - title: a title that the format states apart from the text.
    ///   - name: what the file's name says, for want of a better title.
    ///   - source: where the text came from.
    /// - Returns: The document; nil when there is no text.
    consuming func document(title: String?, name: String, source: String) -> Document? {
        endSection()
        guard !sections.isEmpty else { return nil }
        let title = title.map { Self.onOneLine(Self.flowing($0)) }
        let chosen = (title?.isEmpty == false ? title : nil) ?? firstHeading ?? name
        // The title stands above everything anyway.
        for index in sections.indices where sections[index].headingPath.first == chosen {
            sections[index].headingPath.removeFirst()
        }
        return Document(title: chosen, source: source, sections: sections, pages: pages, leftOut: leftOut)
    }

    private mutating func heading(level: Int, _ text: String) {
        let heading = Self.onOneLine(text)
        guard !heading.isEmpty else { return }
        // A heading right below a higher one shares its section, so that the higher one heads some text.
        if hasBody || headings.last.map({ $0.level >= level }) == true { endSection() }
        headings.removeAll { $0.level >= level }
        headings.append((level, heading))
        if firstHeading == nil, level == 1 { firstHeading = heading }
        append(heading)
        hasBody = false
    }

    private mutating func item(mark: String?, depth: Int, _ text: String) {
        guard !text.isEmpty else { return }
        // Deeper than this, indentation only takes room.
        let indentation = String(repeating: "  ", count: min(max(0, depth), 8))
        let lines = text.split(separator: "\n").map(String.init)
        let first = mark.map { "\($0) " } ?? ""
        let rest = lines.dropFirst().map { "\n" + indentation + $0 }.joined()
        append(indentation + first + lines[0] + rest, tight: isInList)
        isInList = true
    }

    /// Adds a part below a blank line, or right below the last one.
    private mutating func append(_ part: String, tight: Bool = false) {
        guard !part.isEmpty else { return }
        let gap = text.isEmpty ? "" : tight ? "\n" : "\n\n"
        if let page, pages.last?.page != page {
            pages.append(Document.PageStart(page: page, start: length + gap.utf8.count))
        }
        text += gap + part
        length += gap.utf8.count + part.unicodeScalars.count
        hasBody = true
        isInList = false
    }

    private mutating func endSection() {
        if !text.isEmpty {
            sections.append(Document.Section(headingPath: headings.map(\.text), text: text))
            length += Document.separator.utf8.count
        }
        text = ""
        hasBody = false
        isInList = false
    }

    /// Text whose spaces mean nothing but the end of a word.
    private static func flowing(_ text: String) -> String {
        TypographicNoise.withSingleSpaces(TypographicNoise.removed(from: text))
    }

    private static func onOneLine(_ text: String) -> String {
        text.split(separator: "\n").joined(separator: " ")
    }

    /// Lines whose spaces mean something; only empty lines around them go.
    private static func kept(_ text: String) -> String {
        let lines = TypographicNoise.removed(from: text).split(
            separator: "\n", omittingEmptySubsequences: false)
        let isEmpty: (Substring) -> Bool = { line in line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
        let body = lines.drop(while: isEmpty).reversed().drop(while: isEmpty).reversed()
        return body.joined(separator: "\n")
    }

    private static func text(of table: DocumentTable) -> String {
        var table = table
        table.caption = onOneLine(flowing(table.caption))
        for row in table.rows.indices {
            for cell in table.rows[row].indices {
                table.rows[row][cell].text = onOneLine(flowing(table.rows[row][cell].text))
            }
        }
        return TableText.lines(of: table).joined(separator: "\n")
    }
}

extension String {
    /// The text without white space at its ends.
    func trimmingWhitespace() -> String {
        let view = unicodeScalars
        guard let first = view.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = view.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(view[first...last])
    }
}
