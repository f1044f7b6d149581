import Foundation

/// Finds what is on pages and not of the text: running heads, page numbers, tables of contents.
///
/// What counts as a running head is a row at the upper or lower edge of pages that comes again at the same height,
/// with the same words but for numbers, or with the page's number. With few pages there is little to go by: there the
/// row has to stand in the outermost margin, well apart from the text.
struct PDFMargins {
    /// Rows at one edge that may be running heads.
    private static let deepest = 3
    /// The share of a page's height within which running heads are looked for, on few pages and on many.
    private static let margins = (few: 0.1, many: 0.17)
    /// Pages from which on repetition alone says enough.
    private static let many = 4

    /// For each line, why it is no text; none for text.
    let reasons: [String?]

    static let runningHead = "they are of the page and not of the text"
    static let contents = "they point to what stands in the text"

    init(_ layout: PDFLayout) {
        let rows = layout.rows
        var reasons: [String?] = Array(repeating: nil, count: layout.lines.count)
        for row in Self.runningHeads(rows, layout) {
            for line in row.lines { reasons[line] = Self.runningHead }
        }
        for page in rows {
            let entries = page.filter { Self.isContents($0, layout) }
            guard entries.count >= 3 else { continue }
            for entry in entries {
                for line in entry.lines { reasons[line] = reasons[line] ?? Self.contents }
            }
        }
        self.reasons = reasons
    }

    /// An entry ends with dots that lead to a number.
    private static func isContents(_ row: PDFLayout.Row, _ layout: PDFLayout) -> Bool {
        let words = row.words(layout)
        var dots = 0
        for word in words {
            if word.text.allSatisfy({ $0 == "." || $0 == "…" || $0 == "·" }) {
                dots += word.text.count
                if dots >= 4 { return true }
            } else {
                dots = word.text.hasSuffix(".") ? 1 : 0
                if word.text.hasSuffix("....") { return true }
            }
        }
        return false
    }

    private static func runningHeads(_ pages: [[PDFLayout.Row]], _ layout: PDFLayout) -> [PDFLayout.Row] {
        guard pages.count > 1 else { return [] }
        var found: [PDFLayout.Row] = []
        for isTop in [true, false] {
            var rest = pages.map { isTop ? $0[...] : ArraySlice($0.reversed()) }
            for _ in 0..<deepest {
                let outer = rest.enumerated().compactMap { page, rows in
                    edge(rows, page: page, isTop: isTop, layout)
                }
                let repeated = repeated(outer, pages: pages.count)
                guard !repeated.isEmpty else { break }
                for edge in repeated {
                    found.append(edge.row)
                    rest[edge.page].removeFirst()
                }
            }
        }
        return found
    }

    /// The outermost row of a page.
    private struct Edge {
        let page: Int
        let row: PDFLayout.Row
        /// Its words, numbers aside.
        let words: String
        /// Numbers at its ends: one of them may be the page's.
        let numbers: [Int]
        /// Where it stands, in bins of three points.
        let height: Int
    }

    private static func edge(
        _ rows: ArraySlice<PDFLayout.Row>, page: Int, isTop: Bool, _ layout: PDFLayout
    ) -> Edge? {
        let height = layout.heights[page]
        guard let row = rows.first, height > 0 else { return nil }
        let depth = (isTop ? row.box.bottom : height - row.box.top) / height
        let isFew = layout.heights.count < many
        guard depth <= (isFew ? margins.few : margins.many) else { return nil }
        if let next = rows.dropFirst().first {
            let gap = isTop ? next.box.top - row.box.bottom : row.box.top - next.box.bottom
            guard gap > (isFew ? 1 : 0.4) * row.box.height else { return nil }
        }
        let texts = row.words(layout).map(\.text)
        let numbers = [texts.first, texts.last].compactMap { $0.flatMap(pageNumber) }
        let words = texts.map { pageNumber($0) == nil ? $0.filter { !$0.isNumber } : "#" }
        return Edge(
            page: page, row: row, words: words.joined(separator: " "), numbers: numbers,
            height: Int(row.box.middle / 3))
    }

    /// A number as pages have them: 12, iv, - 12 -.
    private static func pageNumber(_ text: String) -> Int? {
        let digits = text.trimmingCharacters(in: CharacterSet(charactersIn: "-–—.[]()|"))
        if digits.count <= 5, let number = Int(digits) { return number }
        let values: [Character: Int] = ["i": 1, "v": 5, "x": 10, "l": 50, "c": 100]
        let numerals = digits.lowercased().map { values[$0] }
        guard !numerals.isEmpty, numerals.count <= 7, !numerals.contains(nil) else { return nil }
        let known = numerals.compactMap { $0 }
        return zip(known, known.dropFirst() + [0]).reduce(0) { $0 + ($1.0 < $1.1 ? -$1.0 : $1.0) }
    }

    /// Those of the outermost rows that come again.
    private static func repeated(_ edges: [Edge], pages: Int) -> [Edge] {
        let needed = pages < many ? 2 : 3
        var words: [String: Int] = [:]
        var offsets: [Int: Int] = [:]
        // Neighbouring bins are one place.
        func key(_ words: String, _ height: Int) -> String { "\(height) \(words)" }
        for edge in edges {
            words[key(edge.words, edge.height), default: 0] += 1
            for offset in Set(edge.numbers.map { $0 - edge.page }) { offsets[offset, default: 0] += 1 }
        }
        return edges.filter { edge in
            let same = (edge.height - 1...edge.height + 1).map { words[key(edge.words, $0), default: 0] }
                .reduce(0, +)
            // A chapter's title stands on its few pages.
            let isNumbered = edge.numbers.contains { offsets[$0 - edge.page, default: 0] >= needed }
            return same >= needed || isNumbered
        }
    }
}

extension PDFLayout {
    /// Lines side by side on a page.
    struct Row {
        /// Places among the layout's lines, from left to right.
        var lines: [Int]
        var box: PDFBox

        func words(_ layout: PDFLayout) -> [Word] { lines.flatMap { layout.lines[$0].words } }
    }

    /// The rows of each page from top to bottom.
    var rows: [[Row]] {
        var pages: [[Int]] = heights.map { _ in [] }
        for (index, line) in lines.enumerated() { pages[line.page].append(index) }
        return pages.map { indices in
            var rows: [Row] = []
            for index in indices.sorted(by: { lines[$0].box.middle < lines[$1].box.middle }) {
                let box = lines[index].box
                if let last = rows.last, box.middle < last.box.bottom, last.box.middle > box.top {
                    rows[rows.count - 1].lines.append(index)
                    rows[rows.count - 1].box = last.box.union(box)
                } else {
                    rows.append(Row(lines: [index], box: box))
                }
            }
            return rows.map { row in
                Row(lines: row.lines.sorted { lines[$0].box.left < lines[$1].box.left }, box: row.box)
            }
        }
    }
}
