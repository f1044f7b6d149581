import Text

/// Rows and columns of text for a person: aligned by what a terminal shows, fitted to its width.
///
/// On a terminal long cells are wrapped, or cut where their column says so. Elsewhere cells keep their whole
/// text and lines take the length they need.
package struct Table: Sendable {
    /// The side on which a column's cells stand.
    package enum Alignment: Sendable {
        /// Text.
        case left
        /// Numbers.
        case right
    }

    /// What happens to a cell that is wider than its column.
    package enum Overflow: Sendable {
        /// It goes on below.
        case wrap
        /// It is cut and ends in an ellipsis.
        case truncate
    }

    /// A column's head and manners.
    package struct Column: Sendable {
        /// The head; the table has a line of heads when any column's is not empty.
        package var title: String
        /// The side on which cells stand.
        package var alignment: Alignment
        /// What happens to long cells.
        package var overflow: Overflow

        /// Creates a column.
        package init(_ title: String, alignment: Alignment = .left, overflow: Overflow = .wrap) {
            self.title = title
            self.alignment = alignment
            self.overflow = overflow
        }
    }

    /// One field: its text and how it is painted.
    package struct Cell: Sendable, ExpressibleByStringLiteral {
        /// The text, on one line.
        package var text: String
        /// The paint where colours are allowed.
        package var paint: Style.Paint?

        /// Creates a cell; white space is collapsed and control characters are dropped.
        package init(_ text: String, paint: Style.Paint? = nil) {
            self.text = TextLayout.singleLine(text)
            self.paint = paint
        }

        /// The columns of its widest word.
        fileprivate var longestWord: Int {
            text.split(separator: " ").map { DisplayWidth.of(String($0)) }.max() ?? 0
        }

        /// Creates an unpainted cell.
        package init(stringLiteral text: String) {
            self.init(text)
        }
    }

    /// The columns from left to right.
    package var columns: [Column]
    /// The rows from top to bottom, without the heads.
    package private(set) var rows: [[Cell]] = []

    /// Creates a table without rows.
    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; missing cells are empty, cells beyond the last column are left out.
    package mutating func append(_ row: [Cell]) {
        let missing = max(0, columns.count - row.count)
        rows.append(Array(row.prefix(columns.count)) + Array(repeating: "", count: missing))
    }

    /// The table as lines, each ended by a line break.
    package func rendered(for terminal: Terminal) -> String {
        var text = ""
        write(rows, for: terminal) { text += $0 }
        return text
    }

    /// Hands `write` the lines of a table with other rows than its own, in pieces of some thousand bytes; rows are made twice,
    /// when they are measured and when they are written, and never kept: there may be more of them than memory has room for.
    ///
    /// Every row has a cell for each column.
    ///
    /// - Throws: What `write` throws.
    package func write<Failure: Error>(
        _ rows: some Collection<[Cell]>, for terminal: Terminal, to write: (String) throws(Failure) -> Void
    ) throws(Failure) {
        let style = Style(for: terminal)
        let heads = columns.map { Cell($0.title, paint: .bold) }
        let hasHeads = heads.contains { !$0.text.isEmpty }
        let widths = fittedWidths(hasHeads ? [heads] : [], rows, in: terminal.width)
        var text = ""
        if hasHeads {
            text += lines(of: heads, widths: widths, style: style)
            let rules = widths.map { Cell(String(repeating: "-", count: $0), paint: .dim) }
            text += lines(of: rules, widths: widths, style: style)
        }
        for row in rows {
            text += lines(of: row, widths: widths, style: style)
            guard text.utf8.count >= 1 << 15 else { continue }
            try write(text)
            text.removeAll(keepingCapacity: true)
        }
        try write(text)
    }

    /// Columns between two neighbours.
    private static let gap = 2

    /// The widths that cells would like, the widest cut down until a line fits; words stay whole while they can.
    private func fittedWidths(_ heads: [[Cell]], _ rows: some Collection<[Cell]>, in limit: Int?) -> [Int] {
        var wanted = columns.map { _ in 1 }
        var words = columns.map { _ in 0 }
        func measure(_ row: [Cell]) {
            for index in columns.indices {
                wanted[index] = max(wanted[index], DisplayWidth.of(row[index].text))
                guard limit != nil, columns[index].overflow == .wrap else { continue }
                words[index] = max(words[index], row[index].longestWord)
            }
        }
        for row in heads { measure(row) }
        for row in rows { measure(row) }
        guard let limit, !wanted.isEmpty else { return wanted }
        let room = max(limit - Table.gap * (columns.count - 1), 4 * columns.count)
        // A column whose words would be broken gets what its longest takes, and the others share the rest; where even
        // the longest words have no room, it is the widest of them that are broken.
        let floors = Self.shared(room, among: words)
        var widths = Self.shared(room, among: wanted)
        var settled: [Int: Int] = [:]
        while let index = widths.indices.first(where: { widths[$0] < floors[$0] }) {
            settled[index] = floors[index]
            let others = wanted.indices.filter { settled[$0] == nil }
            let shares = Self.shared(
                room - settled.values.reduce(0, +), among: others.map { wanted[$0] })
            widths = wanted.indices.map { settled[$0] ?? 0 }
            for (other, share) in zip(others, shares) { widths[other] = share }
        }
        return widths
    }

    /// Room for each: what it wants if that is little, else an equal share of what those leave.
    private static func shared(_ room: Int, among wanted: [Int]) -> [Int] {
        var widths = wanted
        var room = room
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        for (served, index) in order.enumerated() {
            widths[index] = min(wanted[index], room / (order.count - served))
            room -= widths[index]
        }
        return widths
    }

    private func lines(of row: [Cell], widths: [Int], style: Style) -> String {
        let cells = row.indices.map { index in
            columns[index].overflow == .wrap
                ? TextLayout.wrapped(row[index].text, to: widths[index])
                : [TextLayout.truncated(row[index].text, to: widths[index])]
        }
        var text = ""
        for level in 0..<(cells.map(\.count).max() ?? 0) {
            var line = ""
            var owed = 0  // spaces not yet written, so that no line ends in any
            for index in row.indices {
                let piece = level < cells[index].count ? cells[index][level] : ""
                let spare = max(0, widths[index] - DisplayWidth.of(piece))
                if columns[index].alignment == .right { owed += spare }
                if !piece.isEmpty {
                    line += String(repeating: " ", count: owed)
                    line += row[index].paint.map { style(piece, $0) } ?? piece
                    owed = 0
                }
                if columns[index].alignment == .left { owed += spare }
                owed += Table.gap
            }
            text += line + "\n"
        }
        return text
    }
}
