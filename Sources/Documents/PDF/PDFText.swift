/// Makes paragraphs of the lines that `pdftotext` prints.
enum PDFText {
    /// Lines joined to paragraphs; words that were divided at a line's end are whole again.
    static func paragraphs(of text: String) -> [String] {
        var paragraphs: [String] = []
        var paragraph = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = String(line).trimmingWhitespace()
            if line.isEmpty {
                if !paragraph.isEmpty { paragraphs.append(paragraph) }
                paragraph = ""
            } else if isDivided(paragraph, line) {
                paragraph.removeLast()
                paragraph += line
            } else {
                paragraph += (paragraph.isEmpty ? "" : startsItem(line) ? "\n" : " ") + line
            }
        }
        if !paragraph.isEmpty { paragraphs.append(paragraph) }
        return paragraphs
    }

    /// The title in what `pdfinfo` prints; nil when there is none, or only a file name left by a program.
    static func title(in details: String) -> String? {
        let label = "Title:"
        for line in details.split(separator: "\n") where line.hasPrefix(label) {
            let title = String(line.dropFirst(label.count)).trimmingWhitespace()
            let lowered = title.lowercased()
            let endings = [".doc", ".docx", ".tex", ".dvi", ".indd", ".pdf", ".odt"]
            let isJunk =
                title.isEmpty || lowered.hasPrefix("untitled") || lowered.hasPrefix("microsoft word")
                || endings.contains { lowered.hasSuffix($0) }
            return isJunk ? nil : title
        }
        return nil
    }

    /// Whether a word goes on over the line's end: "instru-" and "ment", yet not "N-" and "S" or "1-" and "2".
    private static func isDivided(_ above: String, _ line: String) -> Bool {
        guard above.last == "-", let next = line.first, next.isLowercase else { return false }
        return above.dropLast().last?.isLowercase == true
    }

    private static func startsItem(_ line: String) -> Bool {
        guard let first = line.first else { return false }
        return "•‣◦▪–".contains(first) && line.dropFirst().first == " "
    }
}
