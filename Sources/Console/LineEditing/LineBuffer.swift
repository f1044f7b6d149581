import Text

/// A line of text with a cursor in it; characters are what a user sees as one.
package struct LineBuffer: Sendable, Equatable {
    /// The text left of the cursor.
    package private(set) var before: String
    /// The text right of the cursor.
    package private(set) var after = ""

    /// A line with the cursor at its end.
    package init(_ text: String = "") { before = text }

    /// The whole line.
    package var text: String { before + after }

    /// Changes the line as a key asks.
    ///
    /// - Returns: False for keys that are none of the line's business.
    package mutating func apply(_ key: Key) -> Bool {
        switch key {
        case .text(let text): before += text
        case .left: moveLeft()
        case .right: moveRight()
        case .wordLeft: repeat { moveLeft() } while !before.isEmpty && !isAtWordStart
        case .wordRight: repeat { moveRight() } while !after.isEmpty && !isAtWordStart
        case .home: (before, after) = ("", text)
        case .end: (before, after) = (text, "")
        case .backspace: before = String(before.dropLast())
        case .delete, .endOfInput: after = String(after.dropFirst())
        case .deleteWord:
            repeat { before = String(before.dropLast()) } while !before.isEmpty && !isAtWordStart
        case .deleteToStart: before = ""
        case .deleteToEnd: after = ""
        case .enter, .interrupt, .up, .down, .clearScreen: return false
        }
        return true
    }

    /// The part of the line that a terminal shows.
    ///
    /// - Parameter width: columns there are, the cursor's own included.
    /// - Returns: The text, and the cursor's column in it.
    package func window(width: Int) -> (text: String, cursor: Int) {
        let width = max(width, 2)
        var left = before[...]
        while DisplayWidth.of(String(left)) > width - 1 { left = left.dropFirst() }
        let cursor = DisplayWidth.of(String(left))
        var right = after[...]
        while cursor + DisplayWidth.of(String(right)) > width { right = right.dropLast() }
        return (String(left + right), cursor)
    }

    private var isAtWordStart: Bool {
        guard let previous = before.last else { return true }
        return previous.isWhitespace && !(after.first?.isWhitespace ?? false)
    }

    private mutating func moveLeft() {
        if let character = before.popLast() { after = String(character) + after }
    }

    private mutating func moveRight() {
        if !after.isEmpty { before.append(after.removeFirst()) }
    }
}
