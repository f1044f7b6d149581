public import Files

/// A GGUF file (version 2 or 3): metadata, a directory of tensors and the tensors' bytes.
///
/// Layout: magic `GGUF`, version, number of tensors, number of metadata pairs, the pairs, the directory,
/// padding to the alignment (`general.alignment`, 32 when absent), then the tensor data, each tensor at a
/// multiple of the alignment. Opening reads the head alone; numbers and strings of long arrays are decoded
/// only when asked for. Source: the format's description in ggml's `docs/gguf.md`.
public struct GGUFFile: TensorSource {
    /// Bounds that no honest file comes near, so that a hostile one cannot make the reader work or allocate
    /// for long.
    public struct Limits: Sendable {
        /// Metadata pairs in a file.
        public var metadataCount = 65_536
        /// Tensors in a file.
        public var tensorCount = 65_536
        /// Bytes of a metadata key.
        public var keyBytes = 65_535
        /// Bytes of a string value.
        public var stringBytes = 64 << 20
        /// Elements of an array value.
        public var arrayCount = 16 << 20
        /// Bytes of a tensor's name.
        public var tensorNameBytes = 255
        /// Largest alignment of tensor data.
        public var alignment = 1 << 20

        /// The bounds described above.
        public static let standard = Limits()

        /// Creates the standard bounds, to be changed one by one.
        public init() {}
    }

    /// The mapped file.
    public let file: MappedFile
    /// Version of the format, 2 or 3.
    public let version: Int
    /// Metadata by key.
    public let metadata: GGUFMetadata
    /// Every tensor, in the order of the file.
    public let tensors: [TensorEntry]
    private let positions: [String: Int]

    /// Path of the file.
    public var path: String { file.path }

    /// Opens the file at `path`.
    ///
    /// - Throws: `Diagnosis`; nothing stays open.
    public init(path: String, limits: Limits = .standard) throws(Diagnosis) {
        try self.init(MappedFile(path: path), limits: limits)
    }

    /// Reads the head of a mapped file.
    ///
    /// - Throws: `Diagnosis` naming the byte, key or tensor that is wrong.
    public init(_ file: MappedFile, limits: Limits = .standard) throws(Diagnosis) {
        var reader = ByteReader(file)
        let version = try Self.readVersion(&reader, path: file.path)
        let tensorCount = try reader.readCount(
            limit: limits.tensorCount, unit: Self.smallestTensorInfo, for: "the number of tensors")
        let pairCount = try reader.readCount(
            limit: limits.metadataCount, unit: Self.smallestPair, for: "the number of metadata keys")
        let metadata = try GGUFMetadata(&reader, count: pairCount, file: file, limits: limits)
        try Self.refuseSplit(metadata, path: file.path)
        let alignment = try Self.alignment(metadata, path: file.path, limit: limits.alignment)
        let (tensors, positions) = try Self.readDirectory(
            &reader, count: tensorCount, alignment: alignment, file: file, limits: limits)
        self.file = file
        self.version = version
        self.metadata = metadata
        self.tensors = tensors
        self.positions = positions
    }

    /// The tensor of that name, or nil.
    public func entry(named name: String) -> TensorEntry? { positions[name].map { tensors[$0] } }

    /// The packed bytes of one of ``tensors``.
    ///
    /// - Throws: `Diagnosis` with `.truncated` when the entry is not of this file.
    public func bytes(of entry: TensorEntry) throws(Diagnosis) -> FileBytes {
        try file.bytes(at: entry.byteOffset, count: entry.byteCount)
    }

    // A tensor's line is at least: name length, number of dimensions, one dimension, type, offset.
    private static let smallestTensorInfo = 8 + 4 + 8 + 4 + 8
    // A pair is at least: key length, type, one byte of value.
    private static let smallestPair = 8 + 4 + 1

    private static func readVersion(_ reader: inout ByteReader, path: String) throws(Diagnosis) -> Int {
        let magic = try reader.read(UInt32.self, for: "the magic number")
        guard magic == 0x4655_4747 else {
            throw Diagnosis(
                .badMagic, file: path, place: "byte 0", problem: "is not a GGUF file",
                remedy: "name a .gguf file or a Hugging Face folder")
        }
        let version = try reader.read(UInt32.self, for: "the version")
        switch version {
        case 2, 3:
            return Int(version)
        case let swapped where (1...0xFFFF).contains(swapped.byteSwapped):
            throw Diagnosis(
                .bigEndian, file: path, place: "byte 4", problem: "the file is big-endian",
                remedy: "convert it to little-endian with the gguf tools")
        default:
            throw Diagnosis(
                .unsupportedVersion, file: path, place: "byte 4",
                problem: "GGUF version \(version) is not supported (2 and 3 are)",
                remedy: "convert the model with a current converter")
        }
    }

    private static func refuseSplit(_ metadata: GGUFMetadata, path: String) throws(Diagnosis) {
        if let parts = try metadata.integerIfPresent("split.count"), parts > 1 {
            throw Diagnosis(
                .unsupportedFeature, file: path, place: "key 'split.count'",
                problem: "the model is split into \(parts) files",
                remedy: "merge the parts with the gguf tools")
        }
    }

    private static func alignment(
        _ metadata: GGUFMetadata, path: String, limit: Int
    ) throws(Diagnosis) -> Int {
        guard let value = try metadata.integerIfPresent("general.alignment") else { return 32 }
        guard value > 0, value <= limit, value & (value - 1) == 0 else {
            throw Diagnosis(
                .misaligned, file: path, place: "key 'general.alignment'",
                problem: "\(value) is not a power of two up to \(limit)", remedy: "fetch the file again")
        }
        return value
    }
}
