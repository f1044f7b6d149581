/// Owned, cache-line-aligned float32 memory of fixed size, zeroed at first unless told otherwise.
///
/// Sharing it between threads is the user's business: the engine hands disjoint parts to its threads.
package final class FloatBuffer: @unchecked Sendable {
    /// Start of the memory, aligned to 64 bytes.
    package let start: UnsafeMutablePointer<Float>
    /// Number of floats.
    package let count: Int

    /// Allocates `count` zeroes.
    package init(count: Int) {
        let bytes = max(count, 1) * MemoryLayout<Float>.stride
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        start = raw.initializeMemory(as: Float.self, repeating: 0, count: max(count, 1))
        self.count = count
    }

    /// Allocates memory whose contents are not set: pages that are never written cost nothing.
    package init(uninitialisedCount count: Int) {
        let bytes = max(count, 1) * MemoryLayout<Float>.stride
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        start = raw.bindMemory(to: Float.self, capacity: max(count, 1))
        self.count = count
    }

    /// Allocates a copy of `values`.
    package convenience init(_ values: some Collection<Float>) {
        self.init(count: values.count)
        for (index, value) in values.enumerated() { start[index] = value }
    }

    deinit { start.deallocate() }

    /// Copies the contents into an array.
    package var array: [Float] { Array(UnsafeBufferPointer(start: start, count: count)) }
}

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
