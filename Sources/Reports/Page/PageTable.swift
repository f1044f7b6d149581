/// A table as the template knows it.
struct PageTable {
    /// A row with its own head.
    struct Row {
        let head: String
        /// What a phone, which shows no head of the column, says before the row's.
        let lead: String
        let cells: [Cell]
    }

    /// What a row says in a column.
    struct Cell {
        let content: String
        /// The column's head, for screens that have no room for columns.
        let label: String
        /// Class in the style sheet: number or list.
        let kind: String
        /// At most one: how long a bar is, in per cent.
        let bars: [String]
    }

    let caption: String
    /// Class in the style sheet.
    let form: String
    let corner: String
    let heads: [String]
    let rows: [Row]

    /// A table of rows, each with its head and what it says in the other columns.
    ///
    /// - Parameters:
    ///   - caption: What the table is about.
    ///   - corner: Head of the column that rows begin with.
    ///   - heads: Of the other columns.
    ///   - rows: As many cells each as there are heads.
    ///   - isStacked: Whether a phone shows each row as a list.
    ///   - list: The column, if any, whose cells are lists that may go over several lines.
    init(
        _ caption: String, corner: String, heads: [String], rows: [(String, [String])],
        isStacked: Bool = true, list: Int? = nil
    ) {
        self.init(
            caption, corner: corner, heads: heads, isStacked: isStacked,
            rows: rows.map { head, cells in
                Row(
                    head: head, lead: corner,
                    cells: cells.indices.map {
                        Cell(
                            content: cells[$0], label: heads[$0], kind: $0 == list ? "list" : "number",
                            bars: [])
                    })
            })
    }

    /// A table whose cells are made already.
    init(
        _ caption: String, corner: String, heads: [String], isStacked: Bool, rows: [Row]
    ) {
        self.caption = caption
        self.corner = corner
        form = isStacked ? "stack" : "plain"
        self.heads = heads
        self.rows = rows
    }
}
