/// Paints coloured cells on a terminal; where colours are not allowed, cells are digits.
package struct GridPaint: Sendable {
    /// The colours of cells 0...9, from a terminal's 256: those in which the puzzles are usually shown.
    private static let palette = [16, 33, 203, 41, 220, 248, 199, 208, 117, 88]

    private let terminal: Terminal

    /// Paint for a terminal.
    package init(for terminal: Terminal) { self.terminal = terminal }

    /// One line for each row of cells; a cell is two columns wide, so that it looks square.
    package func lines(_ rows: [[Int]]) -> [Line] {
        rows.map { row in
            guard terminal.allowsColour else {
                return Line(
                    text: row.map(String.init).joined(separator: " "), width: max(0, 2 * row.count - 1))
            }
            let cells = row.map { "\u{1B}[48;5;\(Self.palette[$0 % Self.palette.count])m  " }
            return Line(text: cells.joined() + "\u{1B}[0m", width: 2 * row.count)
        }
    }

    /// A line with the columns that it takes.
    package struct Line: Sendable, Equatable {
        /// What is printed.
        package var text: String
        /// Columns.
        package var width: Int

        /// A line with both its parts.
        package init(text: String, width: Int) {
            self.text = text
            self.width = width
        }
    }

    /// Blocks of lines from left to right with a gap between, going on below where the terminal ends.
    package func beside(_ blocks: [[Line]], gap: Int = 3) -> [String] {
        var shelves: [[[Line]]] = [[]]
        var used = 0
        for block in blocks {
            let width = block.map(\.width).max() ?? 0
            if used > 0, let limit = terminal.width, used + gap + width > limit {
                shelves.append([])
                used = 0
            }
            used += (used > 0 ? gap : 0) + width
            shelves[shelves.count - 1].append(block)
        }
        return shelves.enumerated().flatMap { index, shelf in
            (index > 0 ? [""] : []) + Self.join(shelf, gap: gap)
        }
    }

    private static func join(_ blocks: [[Line]], gap: Int) -> [String] {
        let height = blocks.map(\.count).max() ?? 0
        return (0..<height).map { row in
            var text = ""
            var missing = 0
            for block in blocks {
                let width = block.map(\.width).max() ?? 0
                let line = row < block.count ? block[row] : Line(text: "", width: 0)
                if line.width > 0 {
                    text += String(repeating: " ", count: missing) + line.text
                    missing = width - line.width + gap
                } else {
                    missing += width + gap
                }
            }
            return text
        }
    }
}
