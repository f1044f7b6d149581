/// Lays matrices one after the other into one block, each at a cache line.
package struct MemoryPlan {
    /// A matrix that has its place but no memory yet.
    package struct Slot {
        /// Floats from the start of the memory.
        package let offset: Int
        /// Number of rows.
        package let rows: Int
        /// Number of columns.
        package let columns: Int
        /// Floats from one row to the next.
        package let stride: Int

        /// The matrix in `storage`.
        package func view(_ storage: FloatBuffer) -> Matrix { view(storage.start) }

        /// The matrix in memory that starts at `start`.
        package func view(_ start: UnsafeMutablePointer<Float>) -> Matrix {
            Matrix(start: start + offset, rows: rows, columns: columns, stride: stride)
        }
    }

    /// Floats planned so far.
    package private(set) var count = 0

    /// A plan without matrices.
    package init() {}

    /// Adds a matrix of `rows` × `columns`; one that `isShapeAlone` gets no memory and must not be read.
    package mutating func add(_ rows: Int, _ columns: Int, isShapeAlone: Bool = false) -> Slot {
        let stride = rows > 1 ? Matrix.paddedStride(columns) : columns
        let slot = Slot(offset: count, rows: rows, columns: columns, stride: stride)
        if isShapeAlone { return slot }
        count += (rows * stride + 15) / 16 * 16
        return slot
    }
}
