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

    /// The number of words; each character of a script without spaces between words counts as one.
    public static let wordCount: @Sendable (String) -> Int = { text in
        var words = 0
        var isInWord = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isIdeographic || (0x3041...0x30FF).contains(scalar.value) {
                words += 1
                isInWord = false
            } else if scalar.properties.isWhitespace {
                isInWord = false
            } else if !isInWord {
                words += 1
                isInWord = true
            }
        }
        return words
    }

    /// The passages of a document, in its order.
    ///
    /// - Parameters:
    ///   - title: the document's title.
    ///   - sections: the document's parts in order; those without text are left out.
    /// - Returns: No passage for a document without text.
    public func passages(title: String, sections: [DocumentSection]) -> [Context] {
        var pieces: [Piece] = []
        for section in sections {
            pieces += packed(atoms(of: section.text)).map { piece in
                Piece(paths: [section.headingPath], text: String(piece.text), size: piece.size)
            }
        }
        return merged(pieces).map { piece in
            Context(title: ContextTitle.title(of: title, paths: piece.paths), text: piece.text)
        }
    }

    /// A passage in the making, with the headings of all it came from.
    private struct Piece {
        var paths: [[String]]
        var text: String
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
            paths: first.paths + newPaths, text: first.text + "\n\n" + second.text,
            size: first.size + second.size)
    }
}
