/// Cuts a document into contexts: passages short enough to learn at once, cut where a reader would pause.
///
/// Headings are the first choice, then paragraphs, then sentences; a sentence is cut only when it alone is
/// longer than the maximum. Small neighbours are put together, so that no context is a lone heading's line.
/// Nothing is lost: the contexts' texts one after another are the sections' texts, up to white space.
///
/// Sizes are sums over paragraphs or sentences, each counted once, so that an expensive count (a tokenizer's)
/// costs linear time.
public struct ContextSplitter: Sendable {
    /// The size that passages should have.
    public let target: Int
    /// The size that no passage exceeds.
    public let maximum: Int
    private let count: @Sendable (String) -> Int

    /// Creates a splitter.
    ///
    /// - Parameters:
    ///   - target: the size that passages should have, at least 1.
    ///   - maximum: the size that no passage exceeds; one below the target counts as the target.
    ///   - count: the size of a text, in words or in tokens; 1 or more for a text that is not empty.
    public init(
        target: Int = 170,
        maximum: Int = 220,
        count: @escaping @Sendable (String) -> Int = ContextSplitter.wordCount
    ) {
        self.target = max(1, target)
        self.maximum = max(self.target, maximum)
        self.count = count
    }

    /// The number of words.
    ///
    /// Each character of a script without spaces between words counts as one, and so does each piece of eight characters of
    /// what has no spaces and is longer than any word, so that nothing is small only because it can't be told apart.
    public static let wordCount: @Sendable (String) -> Int = { text in
        var words = 0
        var length = 0
        for scalar in text.unicodeScalars {
            if isWordByItself(scalar) {
                words += 1
                length = 0
            } else if scalar.properties.isWhitespace {
                length = 0
            } else {
                if length == 0 || length >= longestWord && length % 8 == 0 { words += 1 }
                length += 1
            }
        }
        return words
    }

    /// Characters of the longest words that people write.
    private static let longestWord = 32

    /// Whether a character belongs to a script that puts no spaces between words: Han, Kana, Thai, Lao, Tibetan, Burmese,
    /// Khmer.
    private static func isWordByItself(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x0E00 else { return false }
        switch scalar.value {
        case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3041...0x30FF: return true
        default: return scalar.properties.isIdeographic
        }
    }

    /// The passages of a document, in its order.
    ///
    /// - Parameters:
    ///   - title: the document's title.
    ///   - sections: the document's parts in order; those without text are left out.
    /// - Returns: No passage for a document without text.
    public func passages(title: String, sections: [DocumentSection]) -> [DocumentPassage] {
        let whole = sections.map(\.text).joined(separator: DocumentSection.separator)
        var pieces: [Piece] = []
        var start = 0
        for section in sections {
            let text = section.text
            pieces += packed(atoms(of: text)).map { piece in
                let place = start + text.utf8.distance(from: text.startIndex, to: piece.text.startIndex)
                return Piece(
                    paths: [section.headingPath], bytes: place..<(place + piece.text.utf8.count),
                    size: piece.size)
            }
            start += text.utf8.count + DocumentSection.separator.utf8.count
        }
        return placed(merged(pieces), in: whole, title: title)
    }

    /// The pieces with their texts, and their places counted in scalars.
    private func placed(_ pieces: [Piece], in whole: String, title: String) -> [DocumentPassage] {
        var (index, scalars) = (whole.startIndex, 0)
        func advance(to byte: Int) -> (String.Index, Int) {
            let end = whole.utf8.index(whole.startIndex, offsetBy: byte)
            scalars += whole.unicodeScalars.distance(from: index, to: end)
            index = end
            return (end, scalars)
        }
        return pieces.map { piece in
            let start = advance(to: piece.bytes.lowerBound)
            let end = advance(to: piece.bytes.upperBound)
            return DocumentPassage(
                context: Context(
                    title: ContextTitle.title(of: title, paths: piece.paths),
                    text: String(whole[start.0..<end.0])),
                headingPath: piece.paths.first ?? [], range: start.1..<end.1)
        }
    }

    /// A passage in the making, with the headings of all it came from and its place in the document in bytes.
    private struct Piece {
        var paths: [[String]]
        var bytes: Range<Int>
        var size: Int
    }

    /// Text that is not cut any further.
    private struct Atom {
        var text: Substring
        var size: Int
    }

    /// The paragraphs of a text; the sentences of those that are too long; the parts of those sentences.
    private func atoms(of text: String) -> [Atom] {
        ParagraphSplitter.paragraphs(in: text).flatMap { paragraph -> [Atom] in
            let size = count(String(paragraph))
            if size <= maximum { return [Atom(text: paragraph, size: size)] }
            return SentenceSplitter.sentences(in: String(paragraph)).flatMap { sentence -> [Atom] in
                // A sentence of a copy: shift it back into the text it is a part of.
                let place = paragraph.startIndex
                let start = text.utf8.index(
                    place,
                    offsetBy: sentence.base.utf8.distance(
                        from: sentence.base.startIndex, to: sentence.startIndex))
                let whole = text[start..<text.utf8.index(start, offsetBy: sentence.utf8.count)]
                let size = count(String(whole))
                return size <= maximum ? [Atom(text: whole, size: size)] : fragments(of: whole)
            }
        }
    }

    /// A sentence that is too long in parts that are not, cut at pauses if possible.
    private func fragments(of sentence: Substring) -> [Atom] {
        var pending = [sentence]
        var done: [Atom] = []
        while let text = pending.popLast() {
            let size = count(String(text))
            if size <= maximum || text.count < 2 {
                done.append(Atom(text: text, size: size))
            } else {
                let cut = ParagraphSplitter.pause(nearMiddleOf: text)
                pending.append(text[cut...].trimmingSpaces())
                pending.append(text[..<cut].trimmingSpaces())
            }
        }
        return done.filter { !$0.text.isEmpty }
    }

    /// Neighbouring atoms of one text put together to passages of about equal size.
    private func packed(_ atoms: [Atom]) -> [Atom] {
        let total = atoms.reduce(0) { $0 + $1.size }
        guard total > maximum else { return joined(atoms[...]).map { [$0] } ?? [] }
        let parts = max((total + target / 2) / target, (total + maximum - 1) / maximum, 1)
        let goal = total / parts
        var passages: [Atom] = []
        var start = 0
        var size = 0
        for (index, atom) in atoms.enumerated() {
            let overshoot = size + atom.size - goal
            if size > 0, size + atom.size > maximum || overshoot > goal - size {
                passages += joined(atoms[start..<index]).map { [$0] } ?? []
                start = index
                size = 0
            }
            size += atom.size
        }
        return passages + (joined(atoms[start...]).map { [$0] } ?? [])
    }

    /// The text from the first atom to the last, with what stands between them.
    private func joined(_ atoms: ArraySlice<Atom>) -> Atom? {
        guard let first = atoms.first, let last = atoms.last else { return nil }
        let text = first.text.base[first.text.startIndex..<last.text.endIndex]
        return Atom(text: text, size: atoms.reduce(0) { $0 + $1.size })
    }

    /// Pieces well below the target joined with the next, and a small last one with the one before.
    private func merged(_ pieces: [Piece]) -> [Piece] {
        let small = (target * 3 + 4) / 5
        var result: [Piece] = []
        for piece in pieces {
            if let last = result.last, last.size + piece.size <= maximum,
                last.size < small || piece.size < small && last.size + piece.size <= target
            {
                result[result.count - 1] = Self.joined(last, piece)
            } else {
                result.append(piece)
            }
        }
        if result.count > 1, let last = result.last, last.size < small,
            result[result.count - 2].size + last.size <= maximum
        {
            result.removeLast()
            result[result.count - 1] = Self.joined(result[result.count - 1], last)
        }
        return result
    }

    private static func joined(_ first: Piece, _ second: Piece) -> Piece {
        let newPaths = second.paths.filter { !first.paths.contains($0) }
        return Piece(
            paths: first.paths + newPaths, bytes: first.bytes.lowerBound..<second.bytes.upperBound,
            size: first.size + second.size)
    }
}
