/// One line of a file's tensor directory: what a stored tensor is called, its shape, and where its bytes lie.
///
/// The directory has been checked when an entry exists: the byte range lies inside the file and fits shape
/// and type.
public struct TensorEntry: Equatable, Sendable {
    /// Name as stored.
    public let name: String
    /// Sizes, outermost first, as PyTorch prints them: a linear layer's weight is [out, in].
    public let shape: [Int]
    /// Encoding of the elements.
    public let type: TensorType
    /// Offset of the first byte from the start of the file.
    public let byteOffset: Int
    /// Number of bytes.
    public let byteCount: Int

    /// Creates an entry; the caller has checked that shape and type give `byteCount`.
    package init(name: String, shape: [Int], type: TensorType, byteOffset: Int, byteCount: Int) {
        self.name = name
        self.shape = shape
        self.type = type
        self.byteOffset = byteOffset
        self.byteCount = byteCount
    }

    /// Number of elements.
    public var elementCount: Int { byteCount / type.bytesPerBlock * type.blockSize }
}
