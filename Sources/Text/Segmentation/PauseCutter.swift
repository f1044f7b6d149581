/// Cuts a text that no end of a sentence divides, at the best pauses: line breaks, else semicolons and the like, else
/// commas, else spaces, else anywhere between characters.
///
/// Cost: linear; each word is measured once, and each part once more, as tokens may join differently there.
struct PauseCutter {
    let measure: TextMeasure
    /// The longest part, in tokens.
    let maximum: Int

    /// How good a place is to cut at.
    private enum Pause: Int, Comparable {
        case none, space, comma, clause, line

        static func < (one: Pause, other: Pause) -> Bool { one.rawValue < other.rawValue }
    }

    /// A word with the white space before it, or a part of a long one.
    private struct Unit {
        let range: Range<Substring.Index>
        /// In tokens.
        let size: Int
        /// What there is at its end.
        var pause = Pause.none
    }

    /// Scalars of a part of a word, at most.
    private static let longestUnit = 16

    /// The parts in order, without white space around them; only a single scalar is left longer than the maximum.
    func parts(of text: Substring) -> [Substring] {
        let units = units(of: text)
        var parts: [Substring] = []
        var rest = units[...]
        var size = units.reduce(0) { $0 + $1.size }
        while !rest.isEmpty {
            let end = size > maximum ? cut(rest, size: size) : rest.endIndex
            parts += joined(rest[..<end], of: text)
            size -= rest[..<end].reduce(0) { $0 + $1.size }
            rest = rest[end...]
        }
        return parts
    }

    /// Where the first part of units ends that are too long together.
    private func cut(_ units: ArraySlice<Unit>, size total: Int) -> Int {
        // Parts of about equal size, with room to find a better pause.
        let usual = max(1, maximum * 4 / 5)
        let goal = total / max(2, (total + usual - 1) / usual)
        var best: (pause: Pause, nearness: Int, end: Int)?
        var last = units.startIndex + 1
        var size = 0
        for index in units.indices.dropLast() {
            size += units[index].size
            if size > maximum { break }
            last = index + 1
            guard 2 * size >= goal else { continue }
            let found = (pause: units[index].pause, nearness: -abs(size - goal), end: last)
            if best.map({ (found.pause, found.nearness) > ($0.pause, $0.nearness) }) ?? true { best = found }
        }
        return best?.end ?? last
    }

    /// The text of units without white space around it; halves of it where it is longer than the sum of its units.
    private func joined(_ units: ArraySlice<Unit>, of text: Substring) -> [Substring] {
        guard let first = units.first, let last = units.last else { return [] }
        let part = text[first.range.lowerBound..<last.range.upperBound].trimmingSpaces()
        if part.isEmpty { return [] }
        guard units.count > 1, measure.size(of: part) > maximum else { return [part] }
        let middle = cut(units, size: units.reduce(0) { $0 + $1.size })
        return joined(units[..<middle], of: text) + joined(units[middle...], of: text)
    }

    private func units(of text: Substring) -> [Unit] {
        var units: [Unit] = []
        var start = text.startIndex
        var scalars = 0
        var isInGap = false
        var before: Character = " "
        func close(at end: Substring.Index, _ pause: Pause) {
            guard start < end else { return }
            units += measured(text, start..<end)
            units[units.count - 1].pause = pause
            start = end
            scalars = 0
        }
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            let next = text.index(after: index)
            if character.isWhitespace {
                if !isInGap { close(at: index, .none) }
                isInGap = true
                if let last = units.indices.last {
                    units[last].pause = max(
                        units[last].pause, character.isNewline ? .line : Self.pause(after: before))
                }
            } else {
                isInGap = false
                before = character
            }
            scalars += text.unicodeScalars.distance(from: index, to: next)
            if !character.isASCII, Self.isPauseByItself(character) {
                close(at: next, Self.pause(after: character))
            } else if scalars >= Self.longestUnit {
                close(at: next, isInGap ? .space : .none)
            }
            index = next
        }
        close(at: text.endIndex, .none)
        return units
    }

    /// A stretch as one unit, or in halves as long as it is too long.
    private func measured(_ text: Substring, _ range: Range<Substring.Index>) -> [Unit] {
        let part = text[range]
        let scalars = part.unicodeScalars.count
        // Marks without end on one letter are not even measured in one piece.
        if scalars <= 4 * Self.longestUnit {
            let size = measure.size(of: part)
            if size <= maximum || scalars == 1 { return [Unit(range: range, size: size)] }
        }
        let middle = Self.middle(of: part, scalars: scalars)
        return measured(text, range.lowerBound..<middle) + measured(text, middle..<range.upperBound)
    }

    /// The middle of a stretch: between two characters unless it is a single one, or longer than any few of them.
    private static func middle(of part: Substring, scalars: Int) -> Substring.Index {
        // A copy, as the characters of a part are found by what stands around it.
        let copy = scalars <= 4 * longestUnit ? String(part) : ""
        guard copy.count > 1 else {
            return part.unicodeScalars.index(part.startIndex, offsetBy: scalars / 2)
        }
        let middle = copy.index(copy.startIndex, offsetBy: copy.count / 2)
        return part.utf8.index(
            part.startIndex, offsetBy: copy.utf8.distance(from: copy.startIndex, to: middle))
    }

    /// Whether a mark parts what stands before it from what follows without any space.
    private static func isPauseByItself(_ character: Character) -> Bool {
        switch character {
        case "、", "，", "；", "：", "—": true
        default: false
        }
    }

    private static func pause(after character: Character) -> Pause {
        switch character {
        case ";", ":", "—", "；", "：": .clause
        case ",", "、", "，": .comma
        default: .space
        }
    }
}
