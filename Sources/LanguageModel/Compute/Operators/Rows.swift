import Kernels

extension ThreadPool {
    /// Copies all rows of a matrix into one of the same shape.
    func copy(_ source: Matrix, into target: Matrix) {
        split(target.rows) { target.slice(rows: $0).copy(from: source.slice(rows: $0)) }
    }

    /// sum += x; both are [n, width].
    func add(_ x: Matrix, to sum: Matrix) {
        split(sum.rows) { part in
            let first = part.lowerBound
            selkie_add(sum.row(first), sum.stride, x.row(first), x.stride, part.count, sum.columns)
        }
    }

    /// Sets all rows of a matrix to zero.
    func clear(_ x: Matrix) {
        split(x.rows) { x.slice(rows: $0).clear() }
    }
}

extension Matrix {
    /// Copies chosen rows of a matrix, in the order of `rows`.
    func gather(_ rows: [Int], of source: Matrix) {
        for (index, row) in rows.enumerated() {
            self.row(index).update(from: source.row(row), count: columns)
        }
    }

    /// Whether all numbers of a row are finite.
    func isFinite(row: Int) -> Bool { selkie_all_finite(self.row(row), columns) != 0 }
}

extension FloatBuffer {
    /// Whether all numbers are finite.
    var isFinite: Bool { selkie_all_finite(start, count) != 0 }
}
