/// The lines that were entered before, to go back to.
package struct InputHistory: Sendable, Equatable {
    /// The lines, the newest last.
    package private(set) var lines: [String] = []
    /// The line that is shown; as many as there are lines for the new one.
    private var position = 0
    /// The new line, kept while older ones are shown.
    private var draft = ""

    /// A history without lines.
    package init() {}

    /// Adds a line; one that is blank or the same as the last is left out.
    package mutating func append(_ line: String) {
        if !line.allSatisfy(\.isWhitespace), lines.last != line { lines.append(line) }
        position = lines.count
        draft = ""
    }

    /// The line before the present one; nil when there is none.
    package mutating func older(than present: String) -> String? {
        guard position > 0 else { return nil }
        if position == lines.count { draft = present }
        position -= 1
        return lines[position]
    }

    /// The line after the present one, in the end the new one; nil when there is none.
    package mutating func newer() -> String? {
        guard position < lines.count else { return nil }
        position += 1
        return position == lines.count ? draft : lines[position]
    }
}
