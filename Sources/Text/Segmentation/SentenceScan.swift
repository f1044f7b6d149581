/// Finds where the sentences of a text end.
struct SentenceScan {
    /// The text's scalars.
    let scalars: [Unicode.Scalar]
    /// The text's index of each scalar, and of its end.
    let indices: [String.Index]
    /// Offsets just past each sentence, in ascending order; the text's own end may be missing.
    private(set) var ends: [Int] = []
    /// For each offset the first one from there on that holds no white space.
    private let visible: [Int]

    init(_ text: Substring) {
        scalars = Array(text.unicodeScalars)
        indices = Array(text.unicodeScalars.indices) + [text.endIndex]
        var next = scalars.count
        var visible = Array(repeating: next, count: scalars.count)
        for offset in scalars.indices.reversed() {
            if !scalars[offset].properties.isWhitespace { next = offset }
            visible[offset] = next
        }
        self.visible = visible
        var offset = 0
        var lineStart = 0
        var hasCells = false
        while offset < scalars.count {
            switch scalars[offset] {
            case "\n":
                if endsAtLineBreak(offset, hasCells: hasCells) { ends.append(offset) }
                lineStart = offset + 1
                hasCells = false
                offset += 1
            case "|":
                hasCells = true
                offset += 1
            case "。", "！", "？", "｡":
                offset = afterClosers(offset + 1)
                ends.append(offset)
            case ".", "!", "?", "…":
                let mark = offset
                while offset < scalars.count, ".!?…".unicodeScalars.contains(scalars[offset]) { offset += 1 }
                let isSingleStop = offset == mark + 1 && scalars[mark] == "."
                let after = afterClosers(offset)
                if isEnd(after: after), !(isSingleStop && isAbbreviation(stop: mark, after: after, lineStart))
                {
                    ends.append(after)
                }
                offset = after
            default:
                offset += 1
            }
        }
    }

    /// Whether white space stands at an offset.
    func isSpace(_ offset: Int) -> Bool { scalars[offset].properties.isWhitespace }

    private func afterClosers(_ start: Int) -> Int {
        let closers = "\"'”’)]»」』）》】"
        var offset = start
        while offset < scalars.count, closers.unicodeScalars.contains(scalars[offset]) { offset += 1 }
        return offset
    }

    /// A sentence ends where white space follows, and then no small letter.
    private func isEnd(after offset: Int) -> Bool {
        guard offset < scalars.count else { return true }
        guard isSpace(offset) else { return false }
        guard let next = nextVisible(from: offset) else { return true }
        return !scalars[next].properties.isLowercase
    }

    /// The next offset that holds no white space, looked up so that long gaps cost nothing each time.
    private func nextVisible(from start: Int) -> Int? {
        start < scalars.count && visible[start] < scalars.count ? visible[start] : nil
    }

    /// A line break ends a sentence before an empty line, before an item and after a table's row.
    private func endsAtLineBreak(_ offset: Int, hasCells: Bool) -> Bool {
        guard let next = nextVisible(from: offset) else { return true }
        if hasCells || scalars[(offset + 1)..<next].contains("\n") { return true }
        return isItem(next)
    }

    /// Whether an item begins at a line's first visible scalar: a bullet or a number, then a space.
    private func isItem(_ start: Int) -> Bool {
        var offset = start
        if "-*+•‣–".unicodeScalars.contains(scalars[start]) {
            offset += 1
        } else {
            while offset < scalars.count, offset - start < 4, isDigit(offset) { offset += 1 }
            guard offset > start, offset < scalars.count, scalars[offset] == "." || scalars[offset] == ")"
            else {
                return false
            }
            offset += 1
        }
        return offset < scalars.count && scalars[offset] == " "
    }

    private func isDigit(_ offset: Int) -> Bool { ("0"..."9").contains(scalars[offset]) }

    /// Whether a full stop belongs to the word before it.
    private func isAbbreviation(stop: Int, after: Int, _ lineStart: Int) -> Bool {
        // No abbreviation is longer than this; a longer word is looked at no further.
        var start = stop
        while start > 0, stop - start < 16, isWordPart(start - 1) { start -= 1 }
        let word = String(String.UnicodeScalarView(scalars[start..<stop]))
        guard !word.isEmpty else { return false }
        let next = nextVisible(from: after)
        if word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            // The number of an item, at the start of a line.
            return word.utf8.count <= 4 && nextVisible(from: lineStart) == start
        }
        let lowered = word.lowercased()
        if Self.beforeNames.contains(lowered) { return true }
        if let next, isDigit(next), Self.beforeNumbers.contains(lowered) { return true }
        let isInitial = word.unicodeScalars.count == 1 && word != "I" && scalars[start].properties.isUppercase
        let isAcronym = word.contains(".") && Self.isDotted(word)
        return (isInitial || isAcronym) && !startsSentence(next)
    }

    private func isWordPart(_ offset: Int) -> Bool {
        scalars[offset] == "." || scalars[offset].properties.isAlphabetic || isDigit(offset)
    }

    /// "U.S", "e.g", "a.m": single letters with stops between.
    private static func isDotted(_ word: String) -> Bool {
        word.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
            $0.unicodeScalars.count == 1
        }
    }

    /// Whether the word at an offset usually begins a sentence, so that the stop before it ends one.
    private func startsSentence(_ offset: Int?) -> Bool {
        guard let offset else { return true }
        var end = offset
        while end < scalars.count, end - offset < 12, scalars[end].properties.isAlphabetic { end += 1 }
        return Self.starters.contains(String(String.UnicodeScalarView(scalars[offset..<end])))
    }

    private static let beforeNames: Set<String> = [
        "dr", "mr", "mrs", "ms", "prof", "rev", "gen", "col", "capt", "lt", "sgt", "hon", "st", "mt", "ft",
        "messrs",
        "e.g", "i.e", "cf", "vs", "viz", "approx", "ca", "resp",
    ]
    private static let beforeNumbers: Set<String> = [
        "no", "nos", "nr", "fig", "figs", "vol", "ch", "sec", "eq", "eqs", "art", "p", "pp", "tab", "ref",
        "jan", "feb",
        "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ver", "v", "max", "min", "c",
    ]
    private static let starters: Set<String> = [
        "A", "After", "All", "Also", "An", "And", "As", "At", "Before", "Both", "But", "By", "Each", "Every",
        "For",
        "From", "He", "Her", "Here", "His", "How", "However", "If", "In", "It", "Its", "No", "On", "One",
        "Our", "She",
        "Since", "Some", "Such", "That", "The", "Their", "Then", "There", "These", "They", "This", "Those",
        "To", "Two",
        "We", "What", "When", "Where", "While", "With", "You",
    ]
}
