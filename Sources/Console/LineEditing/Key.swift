/// What a key press asks of the line that is being edited.
package enum Key: Sendable, Equatable {
    /// Text to put in: one scalar, or all of a paste.
    case text(String)
    /// Leave the line as it is and hand it over.
    case enter
    /// Ctrl-C.
    case interrupt
    /// Ctrl-D: the end of input on an empty line, else deletes to the right.
    case endOfInput
    /// One character to the left.
    case left
    /// One character to the right.
    case right
    /// One word to the left.
    case wordLeft
    /// One word to the right.
    case wordRight
    /// To the start of the line.
    case home
    /// To the end of the line.
    case end
    /// The line before this one in the history.
    case up
    /// The line after this one in the history.
    case down
    /// Deletes the character to the left.
    case backspace
    /// Deletes the character to the right.
    case delete
    /// Deletes the word to the left.
    case deleteWord
    /// Deletes all to the left.
    case deleteToStart
    /// Deletes all to the right.
    case deleteToEnd
    /// Clears the screen and shows the line again.
    case clearScreen
}
