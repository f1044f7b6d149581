/// The characters of a block while it is read, white space joined unless it is kept.
struct PageLine {
    /// What was read.
    private(set) var text = ""
    /// Whether white space means something, as in code.
    var keepsSpaces = false
    /// The lowered characters that were read last: what follows them decides how they are written.
    private var lowered: (text: String, start: Int, end: Int)?

    /// Where the next characters come to stand, in bytes.
    var end: Int { text.utf8.count }

    var isEmpty: Bool { !text.utf8.contains { $0 > 0x20 } }

    /// Adds characters.
    mutating func append(_ characters: String) {
        if let lowered, let next = characters.unicodeScalars.first, lowered.end == end {
            _ = take(from: lowered.start)
            text += ScriptMarks.lowered(lowered.text, after: last, before: next)
            self.lowered = nil
        }
        guard !keepsSpaces else { return text += characters }
        var rest = characters.utf8[...]
        while let first = rest.first {
            if Self.isSpace(first) {
                if let last = text.utf8.last, !Self.isSpace(last) { text += " " }
                rest = rest.drop(while: Self.isSpace)
            } else {
                let word = rest.prefix { !Self.isSpace($0) }
                text += Substring(word)
                rest = rest[word.endIndex...]
            }
        }
    }

    /// Ends a line within the block.
    mutating func breakLine() { text += "\n" }

    /// Takes out what was read from a place on.
    mutating func take(from start: Int) -> String {
        guard start < end else { return "" }
        let index = text.utf8.index(text.startIndex, offsetBy: start)
        defer { text.removeSubrange(index...) }
        return String(text[index...])
    }

    /// Takes out all.
    mutating func takeAll() -> String {
        defer { (text, lowered) = ("", nil) }
        return text
    }

    /// Writes what was read from a place on as raised characters.
    mutating func raise(from start: Int) {
        let raised = take(from: start)
        text += ScriptMarks.raised(raised.trimmingWhitespace(), after: last)
        if raised.last == " " { text += " " }
    }

    /// Writes what was read from a place on as lowered characters.
    mutating func lower(from start: Int) {
        let characters = take(from: start)
        text += ScriptMarks.lowered(characters, after: last, before: nil)
        lowered = (characters, start, end)
    }

    private var last: Unicode.Scalar? {
        text.unicodeScalars.last.flatMap { $0.properties.isWhitespace ? nil : $0 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
