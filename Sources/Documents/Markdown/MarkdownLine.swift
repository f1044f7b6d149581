/// What a line of Markdown is, by itself.
enum MarkdownLine {
    /// Columns of white space at the start; a tab goes to the next multiple of 4.
    static func indent(of line: String) -> Int {
        var columns = 0
        for byte in line.utf8 {
            if byte == 0x20 {
                columns += 1
            } else if byte == 0x09 {
                columns += 4 - columns % 4
            } else {
                break
            }
        }
        return columns
    }

    /// The line without the four columns, or the tab, that make it code.
    static func withoutIndent(_ line: String) -> String {
        let spaces = line.utf8.prefix(4).prefix { $0 == 0x20 }.count
        let hasTab = spaces < 4 && line.utf8.dropFirst(spaces).first == 0x09
        return String(Substring(line.utf8.dropFirst(hasTab ? spaces + 1 : spaces)))
    }

    /// The line without the `>` of quotations.
    static func withoutQuoteMarks(_ line: String) -> String {
        guard line.utf8.contains(0x3E) else { return line }
        var rest = Substring(line).utf8
        while true {
            let trimmed = rest.drop { $0 == 0x20 }
            guard rest.count - trimmed.count < 4, trimmed.first == 0x3E else { break }
            rest = trimmed.dropFirst()
            if rest.first == 0x20 { rest = rest.dropFirst() }
        }
        return String(Substring(rest))
    }

    /// The level and text of `## A heading ##`.
    static func heading(_ content: String) -> (level: Int, text: String)? {
        let marks = content.prefix { $0 == "#" }.count
        guard (1...6).contains(marks) else { return nil }
        let rest = content.dropFirst(marks)
        guard rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
        var text = String(rest).trimmingWhitespace()
        let body = text.reversed().drop { $0 == "#" }
        if body.isEmpty || body.first == " " {
            text = String(String(body.reversed())).trimmingWhitespace()
        }
        return (marks, text)
    }

    /// The level that a line of `===` or `---` gives to the text above it.
    static func underline(_ content: String) -> Int? {
        guard content.utf8.count >= 2 else { return nil }
        if content.utf8.allSatisfy({ $0 == 0x3D }) { return 1 }
        return content.utf8.allSatisfy { $0 == 0x2D } ? 2 : nil
    }

    /// Whether the line is `---`, `* * *` or the like.
    static func isThematicBreak(_ content: String) -> Bool {
        let marks = content.utf8.filter { $0 != 0x20 && $0 != 0x09 }
        guard marks.count >= 3, let first = marks.first, "-*_".utf8.contains(first) else { return false }
        return marks.allSatisfy { $0 == first }
    }

    /// The mark and length of a fence that the line opens.
    static func fenceOpened(by content: String) -> (mark: Character, length: Int)? {
        guard let mark = content.first, mark == "`" || mark == "~" else { return nil }
        let length = content.prefix { $0 == mark }.count
        let rest = content.dropFirst(length)
        return length >= 3 && !(mark == "`" && rest.contains("`")) ? (mark, length) : nil
    }

    /// Whether the line closes a fence.
    static func closesFence(_ line: String, mark: Character, length: Int) -> Bool {
        let content = withoutQuoteMarks(line).trimmingWhitespace()
        return content.count >= length && content.allSatisfy { $0 == mark }
    }

    /// The marker of a list's item as it is shown, and the text after it.
    static func itemMarker(of content: String) -> (shown: String, rest: String)? {
        guard let first = content.first else { return nil }
        var rest: Substring
        let shown: String
        if "-*+".contains(first) {
            rest = content.dropFirst()
            shown = "- "
        } else {
            let digits = content.prefix { $0.isASCII && $0.isNumber }
            guard (1...9).contains(digits.count) else { return nil }
            rest = content.dropFirst(digits.count)
            guard rest.first == "." || rest.first == ")" else { return nil }
            rest = rest.dropFirst()
            shown = digits + ". "
        }
        guard rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
        var text = String(rest).trimmingWhitespace()
        for box in ["[ ] ", "[x] ", "[X] "] where text.hasPrefix(box) { text = String(text.dropFirst(4)) }
        return (shown, text)
    }

    /// Whether the line is the `|---|:-:|` between a table's heads and its rows.
    static func isTableRule(_ content: String) -> Bool {
        var pipes = 0
        var dashes = 0
        for byte in content.utf8 {
            switch byte {
            case 0x7C: pipes += 1
            case 0x2D: dashes += 1
            case 0x3A, 0x20, 0x09: break
            default: return false
            }
        }
        return pipes > 0 && dashes > 0
    }

    /// The fields of a table's row.
    static func cells(of content: String) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var isEscaped = false
        for byte in content.utf8 {
            if byte == 0x7C, !isEscaped {
                cells.append(String(decoding: cell, as: UTF8.self).trimmingWhitespace())
                cell = []
            } else {
                if byte == 0x7C { cell.removeLast() }
                cell.append(byte)
            }
            isEscaped = byte == 0x5C && !isEscaped
        }
        cells.append(String(decoding: cell, as: UTF8.self).trimmingWhitespace())
        if cells.count > 1, cells.first?.isEmpty == true { cells.removeFirst() }
        if cells.count > 1, cells.last?.isEmpty == true { cells.removeLast() }
        return cells
    }

    /// Whether the line only says where a link of the text leads: `[name]: address`.
    static func isLinkDefinition(_ content: String) -> Bool {
        guard content.hasPrefix("["), !content.hasPrefix("[^") else { return false }
        let parts = content.utf8.firstIndex(of: 0x5D).map { content[content.index(after: $0)...] }
        guard let parts, parts.hasPrefix(":") else { return false }
        let address = String(parts.dropFirst()).trimmingWhitespace()
        return address.hasPrefix("<") || address.contains("/") || address.hasPrefix("#")
    }
}
