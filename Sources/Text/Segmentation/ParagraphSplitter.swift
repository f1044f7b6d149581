/// Finds the paragraphs of a text.
enum ParagraphSplitter {
    /// The paragraphs of a text, without white space around them.
    static func paragraphs(in text: Substring) -> [Substring] {
        var paragraphs: [Substring] = []
        var start = text.startIndex
        var lineBreaks = 0
        var firstBreak = text.startIndex
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            if scalar == "\n" {
                if lineBreaks == 0 { firstBreak = index }
                lineBreaks += 1
            } else if !scalar.properties.isWhitespace {
                if lineBreaks > 1 {
                    paragraphs.append(text[start..<firstBreak])
                    start = index
                }
                lineBreaks = 0
            }
        }
        paragraphs.append(text[start...])
        return paragraphs.map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
    }
}
