/// Cuts a document into contexts: passages short enough to learn at once, cut where a reader would pause.
///
/// Headings are the first choice, then paragraphs, then sentences; a sentence is cut only when it alone is
/// longer than the maximum. Small neighbours are put together, so that no context is a lone heading's line.
/// Nothing is lost: the contexts' texts one after another are the sections' texts, up to white space.
///
/// Sizes are sums over paragraphs or sentences, each measured once, and each passage is measured once more as a whole:
/// cutting costs linear time.
public struct ContextSplitter: Sendable {
    private let size: TextSize
    private let measure: TextMeasure

    /// Creates a splitter.
    ///
    /// - Parameters:
    ///   - size: How long passages should be, and may be at most.
    ///   - measure: The measure of the model that learns them.
    public init(_ size: TextSize = .passages, measure: TextMeasure) {
        self.size = size
        self.measure = measure
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
            pieces += passages(of: text).map { passage in
                let place = start + text.utf8.distance(from: text.startIndex, to: passage.text.startIndex)
                return Piece(
                    paths: [section.headingPath], bytes: place..<(place + passage.text.utf8.count),
                    size: passage.size)
            }
            start += text.utf8.count + DocumentSection.separator.utf8.count
        }
        return placed(merged(pieces, in: whole), in: whole, title: title)
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

    /// The paragraphs of a text, and the sentences of those that are too long, put together to passages of about equal
    /// size.
    private func passages(of text: String) -> [TextAtom] {
        let cutter = TextCutter(measure: measure, maximum: size.maximum)
        return cutter.packed(cutter.atoms(of: text[...], at: .paragraph), target: size.target)
    }

    /// Pieces well below the target joined with the next, and a small last one with the one before.
    private func merged(_ pieces: [Piece], in whole: String) -> [Piece] {
        let small = (size.target * 3 + 4) / 5
        var result: [Piece] = []
        for piece in pieces {
            if let last = result.last,
                last.size < small || piece.size < small && last.size + piece.size <= size.target,
                let both = joined(last, piece, in: whole)
            {
                result[result.count - 1] = both
            } else {
                result.append(piece)
            }
        }
        if result.count > 1, let last = result.last, last.size < small,
            let both = joined(result[result.count - 2], last, in: whole)
        {
            result.removeLast()
            result[result.count - 1] = both
        }
        return result
    }

    /// Two neighbours as one piece, unless that would be too long.
    ///
    /// It is measured as a whole only where it may come near the maximum.
    private func joined(_ first: Piece, _ second: Piece, in whole: String) -> Piece? {
        let bytes = first.bytes.lowerBound..<second.bytes.upperBound
        let gap = second.bytes.lowerBound - first.bytes.upperBound
        // An empty line is one token; of anything else no byte is more than one.
        var both = first.size + (gap <= DocumentSection.separator.utf8.count ? 1 : gap) + second.size
        if both > size.maximum * 3 / 4 { both = measure.size(of: Self.text(bytes, of: whole)) }
        guard both <= size.maximum else { return nil }
        let newPaths = second.paths.filter { !first.paths.contains($0) }
        return Piece(paths: first.paths + newPaths, bytes: bytes, size: both)
    }

    private static func text(_ bytes: Range<Int>, of whole: String) -> Substring {
        let start = whole.utf8.index(whole.startIndex, offsetBy: bytes.lowerBound)
        return whole[start..<whole.utf8.index(start, offsetBy: bytes.count)]
    }
}
