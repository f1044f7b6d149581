/// Where the marks of a paragraph are closed, found in one pass from its end.
///
/// Looking for a partner when its opener is met would cost the rest of the paragraph for each opener that has
/// none, and a hostile document has nothing but those.
struct InlineIndex {
    private var parentheses: [Int: Int] = [:]
    private var runs: [Int: Int] = [:]
    private var angles: [Int] = []
    private var brackets: [Int] = []

    /// Indexes a paragraph's bytes.
    init(_ bytes: [UInt8]) {
        var closing: [Int] = []
        var nextRunOfLength: [Int: Int] = [:]
        var index = bytes.count - 1
        while index >= 0 {
            switch bytes[index] {
            case UInt8(ascii: ")"): closing.append(index)
            case UInt8(ascii: "("):
                if let partner = closing.popLast() { parentheses[index] = partner }
            case UInt8(ascii: ">"): angles.append(index)
            case UInt8(ascii: "]"): brackets.append(index)
            case UInt8(ascii: "`"):
                var start = index
                while start > 0, bytes[start - 1] == UInt8(ascii: "`") { start -= 1 }
                let length = index - start + 1
                runs[start] = nextRunOfLength[length]
                nextRunOfLength[length] = start
                index = start
            default: break
            }
            index -= 1
        }
        angles.reverse()
        brackets.reverse()
    }

    /// The `)` that belongs to the `(` at an index.
    func partner(ofParenthesis index: Int) -> Int? { parentheses[index] }

    /// The start of the next row of backticks as long as the one that starts at an index.
    func nextRun(from index: Int) -> Int? { runs[index] }

    /// The next `>` after an index.
    func nextAngle(after index: Int) -> Int? { Self.next(in: angles, after: index) }

    /// The next `]` after an index.
    func nextBracket(after index: Int) -> Int? { Self.next(in: brackets, after: index) }

    private static func next(in positions: [Int], after index: Int) -> Int? {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if positions[middle] > index { high = middle } else { low = middle + 1 }
        }
        return low < positions.count ? positions[low] : nil
    }
}
