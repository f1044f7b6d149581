/// Fits text into terminal columns.
package enum TextLayout {
    /// The text on one line with nothing in it that could steer a terminal.
    ///
    /// Documents and models are not trusted: an escape sequence in an answer must not clear the screen or
    /// hide what follows. Runs of white space become one space; control characters, invisible direction marks
    /// and line separators are dropped.
    package static func singleLine(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var pendingSpace = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                pendingSpace = !result.isEmpty
            } else if !steersTerminal(scalar) {
                if pendingSpace { result.append(" ") }
                pendingSpace = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The text with line breaks and tabs kept, and nothing else in it that could steer a terminal.
    package static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar == "\n" || scalar == "\t" || !steersTerminal(scalar) {
            result.append(scalar)
        }
        return String(result)
    }

    private static func steersTerminal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x202A...0x202E, 0x2066...0x2069: true  // direction overrides and isolates
        default: false
        }
    }

    /// The text cut to a width, its last column an ellipsis where something was cut off.
    package static func truncated(_ text: String, to width: Int) -> String {
        guard DisplayWidth.of(text) > width else { return text }
        guard width > 0 else { return "" }
        var kept = ""
        var used = 0
        for character in text {
            let columns = DisplayWidth.of(character)
            if used + columns > width - 1 { break }
            kept.append(character)
            used += columns
        }
        return kept + "…"
    }

    /// The words of the text on lines no wider than a width; a word that is wider is cut.
    ///
    /// - Parameters:
    ///   - text: words set apart by single spaces.
    ///   - width: columns, at least 2 so that a wide character fits; smaller ones count as 2.
    /// - Returns: At least one line.
    package static func wrapped(_ text: String, to width: Int) -> [String] {
        let width = max(width, 2)
        guard DisplayWidth.of(text) > width else { return [text] }
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ") {
            let columns = DisplayWidth.of(String(word))
            if used > 0, used + 1 + columns <= width {
                line += " " + word
                used += 1 + columns
                continue
            }
            if used > 0 { lines.append(line) }
            line = ""
            used = 0
            for character in word {
                let columns = DisplayWidth.of(character)
                if used + columns > width {
                    lines.append(line)
                    line = ""
                    used = 0
                }
                line.append(character)
                used += columns
            }
        }
        if used > 0 || lines.isEmpty { lines.append(line) }
        return lines
    }
}
