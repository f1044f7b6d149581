/// Where a reader pauses in a text, from the longest pause to the shortest.
enum Pause: Int {
    case paragraph, sentence, line, clause, comma, space, character

    /// The next shorter pause; none is shorter than that between characters.
    var shorter: Pause { Pause(rawValue: rawValue + 1) ?? .character }

    /// Whether it stands within a sentence.
    var isInSentence: Bool { rawValue > Pause.sentence.rawValue }

    /// Scalars of a stretch of characters, at most.
    private static let longestCrumb = 16

    /// What a text falls into, in order; nothing but white space is lost.
    ///
    /// Within a sentence the white space of a pause belongs to what follows, as tokens have it.
    func stretches(of text: Substring) -> [Substring] {
        switch self {
        case .paragraph: return ParagraphSplitter.paragraphs(in: text)
        case .sentence: return SentenceSplitter.sentences(in: text)
        case .character: return Self.crumbs(of: text)
        case .line, .clause, .comma, .space:
            let scalars = text.unicodeScalars
            var stretches: [Substring] = []
            var start = text.startIndex
            for (index, next) in zip(scalars.indices, scalars.indices.dropFirst())
            where stands(between: scalars[index], and: scalars[next]) {
                stretches.append(text[start..<next])
                start = next
            }
            return stretches + [text[start...]]
        }
    }

    private func stands(between mark: Unicode.Scalar, and next: Unicode.Scalar) -> Bool {
        let isGap = next.properties.isWhitespace
        switch (self, mark) {
        case (.line, _): return Character(next).isNewline && !Character(mark).isNewline
        case (.clause, ";"), (.clause, ":"), (.comma, ","): return isGap
        case (.clause, "；"), (.clause, "："), (.clause, "—"), (.comma, "、"), (.comma, "，"): return true
        case (.space, _): return isGap && !mark.properties.isWhitespace
        default: return false
        }
    }

    /// A few whole characters each, of a short text one half and the other; scalars of what is a single character, or
    /// longer than any few of them.
    private static func crumbs(of text: Substring) -> [Substring] {
        let scalars = text.unicodeScalars
        let longest = max(1, min(longestCrumb, scalars.count / 2))
        // A copy, as the characters of a part are found by what stands around it.
        let characters = Array(String(text))
        let lengths = characters.flatMap { character in
            let length = character.unicodeScalars.count
            let isWhole = characters.count > 1 && length <= 4 * longestCrumb
            return isWhole ? [length] : Array(repeating: 1, count: length)
        }
        var crumbs: [Substring] = []
        var (start, end) = (text.startIndex, text.startIndex)
        var sum = 0
        for length in lengths {
            if sum > 0, sum + length > longest {
                crumbs.append(text[start..<end])
                start = end
                sum = 0
            }
            end = scalars.index(end, offsetBy: length)
            sum += length
        }
        return crumbs + [text[start...]]
    }
}
