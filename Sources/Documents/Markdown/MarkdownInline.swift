/// Takes the markup out of a paragraph: links keep their text, images go, code keeps its words.
///
/// Works on bytes, since all marks are ASCII. Everything that looks ahead either uses up what it looked at or
/// asks an index made in one pass, so that no nesting and no unclosed mark costs more than linear time.
struct MarkdownInline {
    /// The plain text of a paragraph.
    static func plain(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(where: isMark) else { return text }
        var cleaner = MarkdownInline(bytes)
        return cleaner.run()
    }

    private let bytes: [UInt8]
    private let closers: InlineIndex
    private var out: [UInt8] = []
    /// Positions in `out` of bytes that turned out to be marks.
    private var dropped: [Int] = []
    private var brackets: [Bracket] = []
    private var runs: [Run] = []

    /// An opening bracket and how much was known when it was met.
    private struct Bracket {
        var position: Int
        var isImage: Bool
        var runs: Int
        var dropped: Int
    }

    /// A row of `*`, `_` or `~` that may be emphasis.
    private struct Run {
        var position: Int
        var mark: UInt8
        var left: Int
        var taken: Int = 0
        var opens: Bool
        var closes: Bool
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        closers = InlineIndex(bytes)
        out.reserveCapacity(bytes.count)
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "!"):
            true
        default: false
        }
    }

    private mutating func run() -> String {
        var index = 0
        while index < bytes.count {
            index = step(at: index)
        }
        resolveEmphasis()
        dropped.sort()
        var kept: [UInt8] = []
        kept.reserveCapacity(out.count)
        var next = dropped[...]
        for (position, byte) in out.enumerated() {
            if next.first == position {
                next = next.drop { $0 == position }
            } else {
                kept.append(byte)
            }
        }
        return String(decoding: kept, as: UTF8.self).trimmingWhitespace()
    }

    /// Handles what stands at an index and gives the index after it.
    private mutating func step(at index: Int) -> Int {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "\\") where index + 1 < bytes.count && Self.isPunctuation(bytes[index + 1]):
            out.append(bytes[index + 1])
            return index + 2
        case UInt8(ascii: "`"):
            return code(at: index)
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"):
            return emphasis(at: index)
        case UInt8(ascii: "!") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "["):
            open(isImage: true)
            out += [byte, UInt8(ascii: "[")]
            return index + 2
        case UInt8(ascii: "["):
            open(isImage: false)
            out.append(byte)
            return index + 1
        case UInt8(ascii: "]"):
            return closeBracket(at: index)
        case UInt8(ascii: "<"):
            return tag(at: index)
        case UInt8(ascii: "&"):
            if let (text, length) = HTMLEntities.decoded(bytes[index...]) {
                out += text.utf8
                return index + length
            }
        default: break
        }
        out.append(byte)
        return index + 1
    }

    /// A span of code keeps its words; backticks without a partner stay.
    private mutating func code(at index: Int) -> Int {
        let length = bytes[index...].prefix { $0 == UInt8(ascii: "`") }.count
        guard let close = closers.nextRun(from: index) else {
            out += bytes[index..<index + length]
            return index + length
        }
        var words = bytes[index + length..<close]
        if words.count > 2, words.first == 0x20, words.last == 0x20 { words = words.dropFirst().dropLast() }
        out += words
        return close + length
    }

    private mutating func emphasis(at index: Int) -> Int {
        let mark = bytes[index]
        let length = bytes[index...].prefix { $0 == mark }.count
        let before = index > 0 ? bytes[index - 1] : 0x20
        let after = index + length < bytes.count ? bytes[index + length] : 0x20
        let touchesLeft = !Self.isSpace(before)
        let touchesRight = !Self.isSpace(after)
        // A mark inside a word, as in snake_case, is a letter like any other.
        let leftIsWord = touchesLeft && !Self.isPunctuation(before)
        let rightIsWord = touchesRight && !Self.isPunctuation(after)
        let isInsideWord = leftIsWord && rightIsWord
        let canMark = mark == UInt8(ascii: "*") || !isInsideWord
        if canMark, mark != UInt8(ascii: "~") || length == 2 {
            runs.append(
                Run(
                    position: out.count, mark: mark, left: length,
                    opens: touchesRight && (rightIsWord || !leftIsWord),
                    closes: touchesLeft && (leftIsWord || !rightIsWord)))
        }
        out += bytes[index..<index + length]
        return index + length
    }

    /// Pairs rows of marks, innermost first; each mark is taken at most once.
    private mutating func resolveEmphasis() {
        var open: [UInt8: [Int]] = [:]
        for index in runs.indices {
            let mark = runs[index].mark
            if runs[index].closes {
                while runs[index].left > 0, let opener = open[mark]?.last {
                    let pairs = min(runs[index].left, runs[opener].left)
                    // The opener gives up its last marks, the closer its first.
                    let openerEnd = runs[opener].position + runs[opener].taken + runs[opener].left
                    dropped += openerEnd - pairs..<openerEnd
                    let start = runs[index].position + runs[index].taken
                    dropped += start..<start + pairs
                    runs[opener].left -= pairs
                    runs[index].left -= pairs
                    runs[index].taken += pairs
                    if runs[opener].left == 0 { open[mark]?.removeLast() }
                }
            }
            if runs[index].opens, runs[index].left > 0 { open[mark, default: []].append(index) }
        }
    }

    private mutating func open(isImage: Bool) {
        brackets.append(
            Bracket(position: out.count, isImage: isImage, runs: runs.count, dropped: dropped.count))
    }

    /// The end of a link's text, an image's description, or just a bracket.
    private mutating func closeBracket(at index: Int) -> Int {
        guard let opening = brackets.popLast() else {
            out.append(bytes[index])
            return index + 1
        }
        var end: Int?
        if index + 1 < bytes.count {
            if bytes[index + 1] == UInt8(ascii: "(") {
                end = closers.partner(ofParenthesis: index + 1)
            } else if bytes[index + 1] == UInt8(ascii: "[") {
                end = closers.nextBracket(after: index + 1)
            }
        }
        if let end {
            if opening.isImage {
                out.removeSubrange(opening.position...)
                dropped.removeSubrange(opening.dropped...)
                runs.removeSubrange(opening.runs...)
            } else {
                dropped.append(opening.position)
            }
            return end + 1
        }
        out.append(bytes[index])
        return index + 1
    }

    /// An address in angle brackets keeps its text, a tag goes, anything else is a less-than sign.
    private mutating func tag(at index: Int) -> Int {
        guard index + 1 < bytes.count, let end = closers.nextAngle(after: index) else {
            out.append(bytes[index])
            return index + 1
        }
        let content = bytes[index + 1..<end]
        let first = bytes[index + 1]
        guard Self.isLetter(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: "!") else {
            out.append(bytes[index])
            return index + 1
        }
        let isAddress =
            !content.contains(0x20) && (content.contains("://") || content.contains(UInt8(ascii: "@")))
        if isAddress {
            out += content
        } else if content.starts(with: "br".utf8) {
            out.append(0x0A)
        }
        return end + 1
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}
