/// A table on a page while it is read, which may turn out to be there for the layout alone.
struct PageTable {
    /// A cell with all that stands in it; its own text is not known yet.
    struct Cell {
        var cell: DocumentTable.Cell
        var pieces: [PagePiece] = []
    }

    /// Whether the table says itself that it is none.
    var isPresentation: Bool
    var caption: [PagePiece] = []
    var rows: [[Cell]] = []
    /// Rows that stand in a table's head.
    var headRows = 0
    /// Whether a cell or the caption is open: until it is closed, XML's rows and cells are only blocks in it.
    var isInside = false

    /// The cell or the caption that is open ends.
    mutating func fill(_ pieces: [PagePiece], isCaption: Bool) {
        isInside = false
        guard !isCaption, let row = rows.indices.last, let cell = rows[row].indices.last else {
            caption += pieces
            return
        }
        rows[row][cell].pieces = pieces
    }

    /// What the table comes to: a table, or the blocks in its cells one after another.
    var pieces: [PagePiece] {
        let pieces = caption + rows.joined().flatMap(\.pieces)
        guard !isLayout else { return pieces }
        var table = DocumentTable(caption: Self.text(of: caption), rows: [], headerRows: headerRows)
        table.rows = rows.map { row in
            row.map { cell in
                var told = cell.cell
                told.text = Self.text(of: cell.pieces)
                return told
            }
        }
        return [PagePiece(block: .table(table), notes: pieces.flatMap(\.notes))]
    }

    private var headerRows: Int {
        if headRows > 0 { return headRows }
        return rows.prefix { row in
            row.contains(where: \.cell.isHeader) && row.allSatisfy { $0.cell.isHeader || $0.pieces.isEmpty }
        }.count
    }

    /// Cells that hold headings or tables are parts of a page; so are lists and listings where no column has a name.
    private var isLayout: Bool {
        if isPresentation || rows.allSatisfy({ $0.count < 2 }) { return true }
        let isNamed = headerRows > 0
        return rows.joined().contains { cell in
            cell.pieces.contains { piece in
                switch piece.block {
                case .table: true
                case .heading: !cell.cell.isHeader || !isNamed
                case .paragraph: !isNamed && cell.pieces.count > 1
                default: !isNamed
                }
            }
        }
    }

    private static func text(of pieces: [PagePiece]) -> String {
        pieces.map(\.block.text).joined(separator: " ")
    }
}

/// A block of a page with the notes that it refers to.
struct PagePiece {
    var block: DocumentBlock
    var notes: [String] = []
}

extension DocumentBlock {
    /// What a block says, for a place where only text can be.
    var text: String {
        switch self {
        case .heading(_, let text), .paragraph(let text), .preformatted(let text), .note(_, let text): text
        case .item(let mark, _, let text): mark.map { $0 == "-" ? text : "\($0) \(text)" } ?? text
        case .table(let table): table.rows.joined().map(\.text).joined(separator: " ")
        case .page: ""
        }
    }
}
