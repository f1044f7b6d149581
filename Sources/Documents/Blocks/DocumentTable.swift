/// A table as its format has it: rows of cells that may reach over several rows and columns.
struct DocumentTable: Sendable, Equatable {
    /// A cell.
    struct Cell: Sendable, Equatable {
        /// What it says.
        var text: String
        /// The columns it reaches over, at least 1.
        var columns = 1
        /// The rows it reaches over, at least 1.
        var rows = 1
        /// Whether it names its row or column.
        var isHeader = false
    }

    /// What the table is called; empty for one without a name.
    var caption = ""
    /// The cells of each row that begin in it.
    var rows: [[Cell]]
    /// How many rows at the top name the columns; none in a table whose columns have no names.
    var headerRows = 0
}
