/// Reads Markdown by lines: headings make sections, everything else becomes plain text.
///
/// Made for reading, not for rendering: what people write is understood (front matter, headings of both
/// kinds, lists, quotes, tables, fenced and indented code, comments, link definitions), and each line is
/// looked at once, so that no input takes more than linear time.
struct MarkdownReader {
    private var builder = SectionBuilder()
    /// Lines of the paragraph or item that is being read.
    private var paragraph: [String] = []
    /// What stands before the paragraph when it is an item: its indentation and marker.
    private var marker: String?
    /// Lines of code that are being read, as they are.
    private var code: [String] = []
    /// The mark and length of the fence around the code; nil outside fences.
    private var fence: (mark: Character, length: Int)?
    private var isInList = false
    private var isInTable = false
    private var isInComment = false
    /// Whether the last block belongs with the next one: items of a list, rows of a table.
    private var lastWasTight = false

    /// Makes a document of Markdown text; nil when nothing is left once the markup is gone.
    static func document(of text: String, name: String, source: String) -> Document? {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }[...]
        let title = FrontMatter.title(removedFrom: &lines)
        var reader = MarkdownReader()
        for line in lines { reader.read(line) }
        reader.endCode()
        reader.endParagraph()
        return reader.builder.document(title: title, name: name, source: source)
    }

    private mutating func read(_ raw: String) {
        if let fence {
            if MarkdownLine.closesFence(raw, mark: fence.mark, length: fence.length) {
                self.fence = nil
                endCode()
            } else {
                code.append(raw)
            }
            return
        }
        let line = visiblePart(of: MarkdownLine.withoutQuoteMarks(raw))
        let indent = MarkdownLine.indent(of: line)
        let content = line.trimmingWhitespace()
        if content.isEmpty {
            endParagraph()
            isInTable = false
            if !raw.utf8.contains(where: { $0 > 0x20 }), !code.isEmpty { code.append("") }
            return
        }
        if indent >= 4, paragraph.isEmpty, !isInList {
            code.append(MarkdownLine.withoutIndent(line))
            return
        }
        endCode()
        if indent == 0, MarkdownLine.itemMarker(of: content) == nil, paragraph.isEmpty { isInList = false }
        if let opened = MarkdownLine.fenceOpened(by: content) {
            endParagraph()
            fence = opened
        } else if let heading = MarkdownLine.heading(content) {
            endParagraph()
            startHeading(level: heading.level, heading.text)
        } else if !paragraph.isEmpty, marker == nil, let level = MarkdownLine.underline(content) {
            let text = paragraph.joined(separator: " ")
            paragraph = []
            startHeading(level: level, text)
        } else if MarkdownLine.isTableRule(content) {
            startTable()
        } else if MarkdownLine.isThematicBreak(content) {
            endParagraph()
        } else if isInTable || content.hasPrefix("|") {
            endParagraph()
            let cells = MarkdownLine.cells(of: content).map(MarkdownInline.plain)
            add(cells.joined(separator: " | "), tight: isInTable)
            isInTable = true
        } else if let item = MarkdownLine.itemMarker(of: content) {
            endParagraph()
            isInList = true
            marker = String(repeating: " ", count: min(indent, 8)) + item.shown
            paragraph = [item.rest]
        } else if paragraph.isEmpty, MarkdownLine.isLinkDefinition(content) {
            return
        } else {
            let breaks = line.hasSuffix("  ") || content.hasSuffix("\\")
            paragraph.append(breaks ? String(content.drop(suffix: "\\")) + "\n" : content)
        }
    }

    /// The line without comments, which may go on over many lines.
    private mutating func visiblePart(of line: String) -> String {
        // A comment inside a sentence is a tag to the inline rules; only one that starts a line may go on.
        guard isInComment || line.trimmingWhitespace().hasPrefix("<!--") else { return line }
        var rest = Array(line.utf8)[...]
        var shown: [UInt8] = []
        while !rest.isEmpty {
            if isInComment {
                guard let end = rest.firstRange(of: Array("-->".utf8)) else {
                    return String(decoding: shown, as: UTF8.self)
                }
                rest = rest[end.upperBound...]
                isInComment = false
            } else if let start = rest.firstRange(of: Array("<!--".utf8)) {
                shown += rest[..<start.lowerBound]
                rest = rest[start.upperBound...]
                isInComment = true
            } else {
                shown += rest
                break
            }
        }
        return String(decoding: shown, as: UTF8.self)
    }

    /// A rule below a line of heads makes both a table.
    private mutating func startTable() {
        let head = isInTable ? nil : paragraph.popLast()
        endParagraph()
        if let head {
            add(MarkdownLine.cells(of: head).map(MarkdownInline.plain).joined(separator: " | "), tight: false)
        }
        isInTable = true
    }

    private mutating func startHeading(level: Int, _ text: String) {
        builder.heading(level: level, MarkdownInline.plain(text))
        isInList = false
        isInTable = false
        lastWasTight = false
    }

    private mutating func endParagraph() {
        guard !paragraph.isEmpty else { return }
        let joined = paragraph.reduce(into: "") { text, line in
            text += text.isEmpty || text.hasSuffix("\n") ? line : " " + line
        }
        let text = MarkdownInline.plain(joined.trimmingWhitespace())
        if let marker {
            add(marker + text, tight: lastWasTight)
            lastWasTight = true
        } else {
            add(text, tight: false)
            lastWasTight = false
        }
        paragraph = []
        marker = nil
    }

    private mutating func endCode() {
        while code.last?.isEmpty == true { code.removeLast() }
        guard !code.isEmpty else { return }
        add(code.joined(separator: "\n"), tight: false)
        code = []
    }

    private mutating func add(_ block: String, tight: Bool) {
        builder.block(block, tight: tight)
        lastWasTight = false
    }
}

extension String {
    /// The text without an ending, if it has it.
    fileprivate func drop(suffix: String) -> Substring {
        hasSuffix(suffix) ? dropLast(suffix.count) : self[...]
    }
}
