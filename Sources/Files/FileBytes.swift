/// Some bytes of a mapped file.
///
/// They keep it mapped, so that nothing reads memory that is gone.
public struct FileBytes: RandomAccessCollection, Sendable {
    private let file: MappedFile
    private nonisolated(unsafe) let start: UnsafeRawPointer
    /// How many there are.
    public let count: Int

    /// The `count` bytes of `file` from `start`, an address inside it, on.
    init(of file: MappedFile, start: UnsafeRawPointer, count: Int) {
        self.file = file
        self.start = start
        self.count = count
    }

    /// 0.
    public var startIndex: Int { 0 }

    /// ``count``.
    public var endIndex: Int { count }

    /// The byte at a position.
    public subscript(position: Int) -> UInt8 {
        precondition(0..<count ~= position, "a byte outside of what was asked for")
        return withExtendedLifetime(file) { start.load(fromByteOffset: position, as: UInt8.self) }
    }

    /// The value whose bytes begin at `offset`, which need not be aligned.
    public func loadUnaligned<Value: BitwiseCopyable>(
        fromByteOffset offset: Int, as type: Value.Type
    ) -> Value {
        withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
    }

    /// Lends `body` the memory itself, for as long as it runs.
    ///
    /// - Throws: What `body` throws.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withExtendedLifetime(file) { () throws(Failure) in
            try body(UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    /// Lends `body` the memory itself: how the standard library copies and compares all of it at once.
    ///
    /// - Throws: What `body` throws.
    public func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        try withUnsafeBytes { try body($0.assumingMemoryBound(to: UInt8.self)) }
    }
}
