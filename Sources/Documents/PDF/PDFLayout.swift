/// Where the words of a PDF stand, as poppler's layout analysis found them: in reading order, columns one after
/// the other.
struct PDFLayout: Sendable, Equatable {
    /// A word with its box.
    struct Word: Sendable, Equatable {
        var text: String
        var box: PDFBox
    }

    /// Words beside each other.
    struct Line: Sendable, Equatable {
        /// The page, counted from 0.
        var page: Int
        /// The block of the page that poppler put the line into, counted over the document.
        var block: Int
        var words: [Word]
        var box: PDFBox
        /// The height of most of its letters: the size of the type, up to a factor of the font.
        var size: Double
        /// The lower edge of a word of that size: lines of one paragraph are equally far apart by it.
        var base: Double

        var text: String { words.map(\.text).joined(separator: " ") }

        init(page: Int, block: Int, words: [Word]) {
            self.page = page
            self.block = block
            self.words = words
            box = words.dropFirst().reduce(words.first?.box ?? PDFBox()) { $0.union($1.box) }
            // A symbol of another font is higher than the words around it.
            let heights = words.map { (height: $0.box.height, letters: $0.text.unicodeScalars.count) }
                .sorted { $0.height < $1.height }
            let half = heights.map(\.letters).reduce(0, +) / 2
            var passed = 0
            let size =
                heights.first {
                    passed += $0.letters
                    return passed > half
                }?.height ?? 0
            self.size = size
            base = words.first { $0.box.height == size }?.box.bottom ?? box.bottom
        }
    }

    /// The title that the file states.
    var title = ""
    /// The height of each page, in points.
    var heights: [Double] = []
    /// All lines in reading order.
    var lines: [Line] = []
}

/// A rectangle on a page, in points from its upper left corner.
struct PDFBox: Sendable, Equatable {
    var left = 0.0
    var top = 0.0
    var right = 0.0
    var bottom = 0.0

    var height: Double { bottom - top }
    var middle: Double { (top + bottom) / 2 }

    func union(_ other: PDFBox) -> PDFBox {
        PDFBox(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom))
    }
}
