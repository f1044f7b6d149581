/// What can be said of a line of source code by itself.
enum SourceLine {
    static func isBlank(_ line: Substring) -> Bool { line.utf8.allSatisfy { $0 <= 0x20 } }

    /// How far in a line begins, in columns; a tab counts four.
    static func indent(of line: Substring) -> Int {
        var columns = 0
        for byte in line.utf8 {
            switch byte {
            case 0x20: columns += 1
            case 0x09: columns += 4
            default: return columns
            }
        }
        return columns
    }

    static func trimmed(_ line: Substring) -> Substring {
        let bytes = line.utf8
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
            let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { return "" }
        return line[first...last]
    }

    /// Whether a line is an attribute, annotation or decorator and nothing else.
    static func isAttribute(_ line: Substring) -> Bool {
        let text = trimmed(line)
        if text.hasPrefix("#["), text.hasSuffix("]") { return true }
        guard text.hasPrefix("@"), let letter = text.dropFirst().first, letter.isLetter else { return false }
        return !text.contains(" ") || text.hasSuffix(")")
    }

    /// The line below the one on which a signature's parentheses are closed.
    static func endOfSignature(_ index: Int, of lines: [Substring]) -> Int {
        var open = 0
        // More lines than this no signature has.
        for next in index..<min(index + 40, lines.count) {
            for byte in lines[next].utf8 {
                if byte == UInt8(ascii: "(") { open += 1 }
                if byte == UInt8(ascii: ")") { open -= 1 }
            }
            if open <= 0 { return next + 1 }
        }
        return index + 1
    }
}
