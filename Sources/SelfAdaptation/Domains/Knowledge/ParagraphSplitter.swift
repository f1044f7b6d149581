/// Finds paragraphs, and places to pause inside a sentence that is too long.
enum ParagraphSplitter {
    /// The paragraphs of a text, without white space around them.
    static func paragraphs(in text: String) -> [Substring] {
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

    /// Where to cut a text that must be cut: near its middle, at a line break, else after a comma or the like,
    /// else at a space, else anywhere.
    ///
    /// - Parameter text: at least two characters.
    /// - Returns: An index inside the text, not at its start.
    static func pause(nearMiddleOf text: Substring) -> Substring.Index {
        let indices = Array(text.indices)
        let middle = indices.count / 2
        // Only the middle half is looked at, so that both parts are much shorter than the whole.
        let reach = max(1, indices.count / 4)
        let window = max(1, middle - reach)...min(indices.count - 1, middle + reach)
        let ranks: [(Int) -> Bool] = [
            { text[indices[$0 - 1]].isNewline },
            { ";:—".contains(text[indices[$0 - 1]]) },
            { ",、，".contains(text[indices[$0 - 1]]) },
            { text[indices[$0 - 1]].isWhitespace },
        ]
        for isPause in ranks {
            let found = window.filter(isPause).min { abs($0 - middle) < abs($1 - middle) }
            if let found { return indices[found] }
        }
        return indices[middle]
    }
}

extension Substring {
    /// The text without white space at its ends.
    func trimmingSpaces() -> Substring {
        var rest = self
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest
    }
}
