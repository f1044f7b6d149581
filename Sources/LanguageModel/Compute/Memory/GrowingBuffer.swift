/// Scratch memory of one thread.
///
/// A class, so that threads which grow theirs at the same time touch no common value.
package final class ThreadScratch {
    /// The memory.
    package var buffer = GrowingBuffer()

    /// No memory yet.
    package init() {}
}

/// Scratch memory that keeps the largest size it was asked for, so that steady work allocates nothing.
package struct GrowingBuffer {
    /// Floats that are taken beyond what is asked for, at the most.
    private static let largestSpare = 1 << 20

    private var buffer = FloatBuffer(count: 0)

    /// No memory yet.
    package init() {}

    /// At least `rows` × `columns` floats seen as a matrix; earlier contents are lost.
    package mutating func matrix(rows: Int, columns: Int) -> Matrix {
        let stride = Matrix.paddedStride(columns)
        reserve(rows * stride)
        return Matrix(start: buffer.start, rows: rows, columns: columns, stride: stride)
    }

    /// At least `count` floats; earlier contents are lost.
    package mutating func vector(_ count: Int) -> UnsafeMutablePointer<Float> {
        reserve(count)
        return buffer.start
    }

    private mutating func reserve(_ count: Int) {
        guard count > buffer.count else { return }
        // The old memory goes first: both at once would be the peak of a training run.
        buffer = FloatBuffer(count: 0)
        // A little more than asked: packs grow by a few rows from step to step.
        buffer = FloatBuffer(count: count + min(count / 4, Self.largestSpare))
    }
}
