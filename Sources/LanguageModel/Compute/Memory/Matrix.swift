/// A view of row-major float32 memory that somebody else owns: [rows, columns], rows `stride` floats apart.
package struct Matrix: @unchecked Sendable {
    /// First element.
    package var start: UnsafeMutablePointer<Float>
    /// Number of rows.
    package var rows: Int
    /// Number of columns.
    package var columns: Int
    /// Distance in floats from one row to the next.
    package var stride: Int

    /// A view of `rows` × `columns` floats, packed unless a stride is given.
    package init(start: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil) {
        self.start = start
        self.rows = rows
        self.columns = columns
        self.stride = stride ?? columns
    }

    /// The part that covers `rows` and `columns` of this view.
    package func slice(rows: Range<Int>, columns: Range<Int>) -> Matrix {
        Matrix(
            start: start + rows.lowerBound * stride + columns.lowerBound, rows: rows.count,
            columns: columns.count, stride: stride)
    }

    /// The part that covers `rows`, all columns.
    package func slice(rows: Range<Int>) -> Matrix { slice(rows: rows, columns: 0..<columns) }

    /// One row, as a matrix of its own.
    package func slice(row: Int) -> Matrix { slice(rows: row..<row + 1) }

    /// The part that covers `columns`, all rows.
    package func slice(columns: Range<Int>) -> Matrix { slice(rows: 0..<rows, columns: columns) }

    /// Start of a row.
    package func row(_ index: Int) -> UnsafeMutablePointer<Float> { start + index * stride }

    /// Sets every element to zero.
    package func clear() {
        for row in 0..<rows { self.row(row).update(repeating: 0, count: columns) }
    }

    /// Copies the elements of a view of the same shape.
    package func copy(from other: Matrix) {
        for row in 0..<rows { self.row(row).update(from: other.row(row), count: columns) }
    }

    /// The stride for `columns` columns: multiples of 512 floats make rows compete for the same cache sets,
    /// which costs a matrix product up to half of its speed.
    package static func paddedStride(_ columns: Int) -> Int {
        columns >= 512 && columns % 512 == 0 ? columns + 16 : columns
    }
}
