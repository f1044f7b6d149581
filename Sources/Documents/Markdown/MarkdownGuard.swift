/// Keeps text away from what the Markdown parser does not know or takes more than linear time for.
///
/// An invisible character, which no document's text keeps, is put where a construct would begin, so that it is
/// plain text instead. Nothing that people write is touched: lists in lists a hundred deep on one line, tables
/// whose rows have a small part of the cells that their head promises, and rows of hundreds of cells, which go on
/// in the next line.
enum MarkdownGuard {
    private static let depth = 100
    private static let cells = 500
    private static let mark: Substring = "\u{200B}"

    /// The lines as one text.
    static func guarded(_ lines: ArraySlice<Substring>) -> String {
        // GitHub writes "Note" in place of "[!NOTE]" over a quotation that is one.
        let callout = /([ >]*>\s*)\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/
        // From the end, to know how many rows a table would have.
        var rows = 0
        var bytes = 0
        var pieces: [Substring] = []
        pieces.reserveCapacity(2 * lines.count)
        for line in lines.reversed() {
            pieces.append("\n")
            if isRule(line), rows * line.utf8.count > 2 * bytes + 64 {
                pieces += [line, mark]
            } else if let place = excess(in: line) {
                pieces += [line[place...], mark, line[..<place]]
            } else if line.utf8.last == UInt8(ascii: "]"), let note = line.wholeMatch(of: callout) {
                pieces += [":", note.2, note.1]
            } else {
                pieces += broken(line).reversed()
            }
            let isEmpty = line.utf8.allSatisfy { $0 <= 0x20 }
            rows = isEmpty ? 0 : rows + 1
            bytes = isEmpty ? 0 : bytes + line.utf8.count
        }
        return pieces.reversed().joined()
    }

    /// The line, or several with line breaks between them where one would have too many cells.
    private static func broken(_ line: Substring) -> [Substring] {
        var bars = 0
        return line.utf8.split(omittingEmptySubsequences: false) { byte in
            bars += byte == UInt8(ascii: "|") ? 1 : 0
            return byte == UInt8(ascii: "|") && bars.isMultiple(of: cells)
        }.flatMap { ["|\n", Substring($0)] }.dropFirst().map { $0 }
    }

    /// Where a line opens more lists or quotations in each other than anybody would.
    private static func excess(in line: Substring) -> Substring.Index? {
        let bytes = line.utf8
        var opened = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let next = bytes.index(after: index)
            switch bytes[index] {
            case 0x20, 0x09, 0x30...0x39: break
            case UInt8(ascii: ">"): opened += 1
            case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: ")"):
                guard next == bytes.endIndex || bytes[next] == 0x20 || bytes[next] == 0x09 else { return nil }
                opened += 1
            default: return nil
            }
            if opened > depth { return index }
            index = next
        }
        return nil
    }

    /// Whether a line can be the one below a table's head: nothing but its signs, and a column.
    private static func isRule(_ line: Substring) -> Bool {
        line.utf8.contains(UInt8(ascii: "-")) && line.utf8.contains(UInt8(ascii: "|"))
            && line.utf8.allSatisfy { [0x20, 0x09, 0x2D, 0x3A, 0x3E, 0x7C].contains($0) }
    }
}
