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
    package var array: [Float] {
        withExtendedLifetime(self) { Array(UnsafeBufferPointer(start: start, count: count)) }
    }
}
