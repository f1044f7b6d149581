/// Lines of fixed type as they stand on the page: rows from top to bottom, columns where they were.
enum PDFCode {
    /// Columns beyond which words just follow each other.
    private static let mostColumns = 400

    /// The text of a listing on one page.
    ///
    /// - Parameters:
    ///   - lines: at least one, in reading order; what stands side by side is one row.
    ///   - pitch: the width of a letter.
    /// - Returns: Lines with their indentation, relative to the leftmost.
    static func text(of lines: [PDFLayout.Line], pitch: Double) -> String {
        let left = lines.map(\.box.left).min() ?? 0
        let spacing = pitchOfRows(lines)
        var rows: [[PDFLayout.Line]] = []
        for line in lines.sorted(by: { $0.base < $1.base }) {
            if let first = rows.last?.first, line.base - first.base < 0.5 * first.size {
                rows[rows.count - 1].append(line)
            } else {
                rows.append([line])
            }
        }
        var text = ""
        for (index, row) in rows.enumerated() {
            if index > 0 {
                text += row[0].base - rows[index - 1][0].base > 1.6 * spacing ? "\n\n" : "\n"
            }
            text += Self.row(row, left: left, pitch: pitch)
        }
        return text
    }

    /// One row, each word in its column.
    private static func row(_ lines: [PDFLayout.Line], left: Double, pitch: Double) -> String {
        var row = ""
        var length = 0
        for word in lines.flatMap(\.words).sorted(by: { $0.box.left < $1.box.left }) {
            let column = min(Int(((word.box.left - left) / pitch).rounded()), mostColumns)
            let missing = max(column - length, row.isEmpty ? 0 : 1)
            row += String(repeating: " ", count: missing) + word.text
            length += missing + word.text.unicodeScalars.count
        }
        return row
    }

    /// How far rows are apart where they are closest.
    private static func pitchOfRows(_ lines: [PDFLayout.Line]) -> Double {
        let bases = lines.map(\.base).sorted()
        let steps = zip(bases, bases.dropFirst()).map { $1 - $0 }.filter { $0 > 0.5 * lines[0].size }
        return steps.min() ?? 1.2 * lines[0].size
    }
}
