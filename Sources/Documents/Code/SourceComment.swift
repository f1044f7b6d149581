/// A comment that has its lines to itself, as prose.
struct SourceComment {
    /// What it says; nil when it is no prose: code stands behind it, or it never ends.
    let paragraphs: [String]?
    /// The line after it.
    let end: Int

    /// Looks for a comment that begins at a line; nil when there is none.
    init?(at start: Int, of lines: [Substring], in language: SourceLanguage) {
        guard start < lines.count else { return nil }
        var index = start
        var said: [Substring] = []
        let first = SourceLine.trimmed(lines[start])
        if let block = language.blockComment, first.hasPrefix(block.start) {
            var isClosed = false
            var isAlone = true
            while index < lines.count, !isClosed {
                var line = SourceLine.trimmed(lines[index])
                if index == start { line = line.dropFirst(block.start.count).drop { "*!".contains($0) } }
                if let close = line.firstRange(of: block.end) {
                    isAlone = SourceLine.isBlank(line[close.upperBound...])
                    line = line[..<close.lowerBound]
                    isClosed = true
                }
                if index > start, line.hasPrefix("*") { line = line.drop { $0 == "*" } }
                said.append(line)
                index += 1
            }
            paragraphs = isClosed && isAlone ? Self.paragraphs(of: said) : nil
        } else {
            while index < lines.count {
                let line = SourceLine.trimmed(lines[index])
                guard line.hasPrefix(language.lineComment) else { break }
                said.append(line.dropFirst(language.lineComment.count).drop { "/!#-".contains($0) })
                index += 1
            }
            guard index > start else { return nil }
            paragraphs = Self.paragraphs(of: said)
        }
        end = index
    }

    /// Looks for a string that says what a module, class or function of Python does; nil when there is none.
    init?(docstringAt start: Int, of lines: [Substring], in language: SourceLanguage) {
        guard language == .python, start < lines.count else { return nil }
        let first = SourceLine.trimmed(lines[start])
        let opening = first.drop { "rRuU".contains($0) }
        guard let quote = ["\"\"\"", "'''"].first(where: opening.hasPrefix), first.count - opening.count < 2
        else {
            return nil
        }
        var said: [Substring] = []
        var line = opening.dropFirst(3)
        var index = start
        while true {
            if let close = line.firstRange(of: quote) {
                guard SourceLine.isBlank(line[close.upperBound...]) else { return nil }
                said.append(line[..<close.lowerBound])
                break
            }
            said.append(line)
            index += 1
            guard index < lines.count else { return nil }
            line = lines[index]
        }
        paragraphs = Self.paragraphs(of: said)
        end = index + 1
    }

    /// Joins the lines of sentences; what begins with a sign or a tag, and what is less far in than the line above,
    /// begins on a line of its own.
    private static func paragraphs(of lines: [Substring]) -> [String] {
        var result: [String] = []
        var isOpen = false
        var above = 0
        for raw in lines {
            let line = SourceLine.trimmed(raw)
            let indent = SourceLine.indent(of: raw)
            defer { above = indent }
            if !line.contains(where: { $0.isLetter || $0.isNumber }) {
                // Empty, or a rule drawn with signs.
                isOpen = false
            } else if !isOpen {
                result.append(String(line))
                isOpen = true
            } else {
                let isPart =
                    indent < above || result[result.count - 1].hasSuffix(":")
                    || ["- ", "* ", "@", "\\", ":"].contains(where: line.hasPrefix)
                result[result.count - 1] += (isPart ? "\n" : " ") + line
            }
        }
        return result
    }
}
