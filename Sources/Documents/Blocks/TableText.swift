/// Writes a table as text: each row as it is, and below it what it says by the names of its columns.
///
/// A row "Heron | 14 bar | 16 bar" under "Boat | 2022 | 2023" also says "Heron: 2022 14 bar, 2023 16 bar", which
/// can be understood, and asked about, without the rest of the table. In the row itself each cell stands once,
/// where it begins; by name it is said in each row that it reaches.
struct TableText {
    private let table: DocumentTable
    /// For each row, the cell in each column.
    private let grid: [[Slot]]
    private let names: [String]
    /// How many more characters the named rows may have: cells that reach far must not multiply a text.
    private var budget: Int

    /// A column of one row: the cell there, and whether it begins there.
    private struct Slot {
        var row: Int
        var cell: Int
        var isStart: Bool
    }

    /// The lines of a table.
    static func lines(of table: DocumentTable) -> [String] {
        var writer = TableText(table)
        return writer.lines()
    }

    private init(_ table: DocumentTable) {
        self.table = table
        grid = Self.grid(of: table)
        let cells = table.rows.joined()
        budget = 4096 + 32 * cells.reduce(0) { $0 + $1.text.utf8.count + 1 }
        var names: [String] = []
        for row in grid.prefix(table.headerRows) {
            for (column, slot) in row.enumerated() {
                if column == names.count { names.append("") }
                let text = table.rows[slot.row][slot.cell].text
                // One cell over two rows of names is one name.
                if !text.isEmpty, names[column] != text,
                    slot.isStart || slot.row == 0 || names[column].isEmpty,
                    budget > 0
                {
                    names[column] += (names[column].isEmpty ? "" : " ") + text
                    budget -= names[column].utf8.count
                }
            }
        }
        self.names = names
    }

    private mutating func lines() -> [String] {
        var lines: [String] = table.caption.isEmpty ? [] : [table.caption]
        for (index, row) in grid.enumerated() {
            let texts = row.map { $0.isStart ? text($0) : "" }
            guard let end = texts.lastIndex(where: { !$0.isEmpty }) else { continue }
            // Alone in a row, and without a column's name, it stands nowhere in particular.
            let isAlone = table.headerRows == 0 && texts.firstIndex { !$0.isEmpty } == end
            lines.append(isAlone ? texts[end] : texts[...end].joined(separator: " | ").trimmingWhitespace())
            if index >= table.headerRows, let named = named(row) { lines.append(named) }
        }
        return lines
    }

    private func text(_ slot: Slot) -> String { table.rows[slot.row][slot.cell].text }

    /// What a row says by the names of its columns; nil where nothing has a name.
    private mutating func named(_ row: [Slot]) -> String? {
        let cells = row.map { table.rows[$0.row][$0.cell] }
        // All names: a heading among the rows. One cell: a remark over the whole width.
        guard row.count > 1, !cells.allSatisfy(\.isHeader), row.dropFirst().contains(where: \.isStart) else {
            return nil
        }
        let labels = max(1, cells.prefix(while: \.isHeader).count)
        var parts: [String] = []
        var column = labels
        while column < row.count, budget > 0 {
            let first = row[column]
            var title = column < names.count ? names[column] : ""
            column += 1
            while column < row.count, row[column].row == first.row, row[column].cell == first.cell {
                if column < names.count, !title.hasSuffix(names[column]), budget > 0 {
                    title += " " + names[column]
                    budget -= names[column].utf8.count
                }
                column += 1
            }
            let text = text(first)
            budget -= text.utf8.count + title.utf8.count + 1
            if !text.isEmpty { parts.append(title.isEmpty ? text : title + " " + text) }
        }
        guard budget > 0, !parts.isEmpty, names.dropFirst(labels).contains(where: { !$0.isEmpty }) else {
            return nil
        }
        var label = ""
        for (index, slot) in row.prefix(labels).enumerated() where !text(slot).isEmpty {
            if index > 0, row[index - 1].row == slot.row, row[index - 1].cell == slot.cell { continue }
            label += (label.isEmpty ? "" : ", ") + text(slot)
        }
        budget -= label.utf8.count
        return (label.isEmpty ? "" : label + ": ") + parts.joined(separator: ", ")
    }

    /// Lays the cells out.
    ///
    /// A table that would have very many more places than cells is taken as if no cell reached further than its own.
    private static func grid(of table: DocumentTable) -> [[Slot]] {
        let allowed = 4096 + 16 * table.rows.reduce(0) { $0 + $1.count + 1 }
        return grid(of: table, slots: allowed) ?? grid(of: table, slots: nil) ?? []
    }

    /// Lays the cells out in at most so many places, or each in one place; nil when there would be more.
    private static func grid(of table: DocumentTable, slots: Int?) -> [[Slot]]? {
        var grid: [[Slot]] = []
        var left = slots ?? .max
        /// What reaches down into the next rows: for each column the cell and the first row that is free of it.
        var hanging: [Int: (slot: Slot, end: Int)] = [:]
        for (index, cells) in table.rows.enumerated() {
            var row: [Slot] = []
            func fill() {
                while let above = hanging[row.count], above.end > index { row.append(above.slot) }
            }
            fill()
            for (place, cell) in cells.enumerated() {
                let columns = slots == nil ? 1 : max(1, cell.columns)
                guard columns <= left - row.count else { return nil }
                for offset in 0..<columns {
                    if slots != nil, cell.rows > 1 {
                        hanging[row.count] = (
                            Slot(row: index, cell: place, isStart: false), index + cell.rows
                        )
                    }
                    row.append(Slot(row: index, cell: place, isStart: offset == 0))
                }
                fill()
            }
            left -= row.count
            guard left >= 0 else { return nil }
            grid.append(row)
        }
        return grid
    }
}
