public import Files

/// A safetensors file: an 8-byte length, a JSON directory of that length, and the tensors' bytes without
/// gaps.
///
/// The checks are those of the format's reference reader: at most 100 MB of header, no key twice, byte ranges
/// that follow one another without overlap or hole to the end of the file. Only F32, F16 and BF16 are
/// accepted. Source: the format's description in the safetensors repository.
public struct SafetensorsFile: TensorSource {
    /// Largest header in bytes.
    public static let headerLimit = 100_000_000

    /// The mapped file.
    public let file: MappedFile
    /// Every tensor, by position in the file.
    public let tensors: [TensorEntry]
    /// The free text pairs under `__metadata__`.
    public let metadata: [String: String]
    private let positions: [String: Int]

    /// Path of the file.
    public var path: String { file.path }

    /// Opens the file at `path`.
    ///
    /// - Throws: `Diagnosis` naming the tensor or byte that is wrong; nothing stays open.
    public init(path: String) throws(Diagnosis) {
        try self.init(MappedFile(path: path))
    }

    /// Reads the directory of a mapped file.
    ///
    /// - Throws: `Diagnosis` naming the tensor or byte that is wrong.
    public init(_ file: MappedFile) throws(Diagnosis) {
        var reader = ByteReader(file)
        let headerLength = try reader.readCount(limit: Self.headerLimit, unit: 1, for: "the header length")
        let header = try file.bytes(at: reader.offset, count: headerLength)
        guard header.first == UInt8(ascii: "{") else {
            throw Diagnosis(
                .badMagic, file: file.path, place: "byte 8", problem: "is not a safetensors file",
                remedy: "name a .safetensors file")
        }
        let directory = try header.withUnsafeBytes { (bytes) throws(Diagnosis) in
            try JSONParser.parse(bytes, path: file.path, offset: 8)
        }
        guard case .object(let members) = directory else {
            throw Diagnosis(
                .malformed, file: file.path, place: "byte 8", problem: "the header is not a JSON object",
                remedy: "fetch the file again")
        }
        let dataStart = 8 + headerLength
        var entries: [TensorEntry] = []
        entries.reserveCapacity(members.members.count)
        for member in members.members where member.key != "__metadata__" {
            entries.append(try Self.entry(member.key, member.value, dataStart: dataStart, file: file))
        }
        entries.sort { ($0.byteOffset, $0.byteCount, $0.name) < ($1.byteOffset, $1.byteCount, $1.name) }
        try Self.requireGapless(entries, dataStart: dataStart, file: file)
        self.file = file
        self.tensors = entries
        self.metadata = try Self.metadata(members["__metadata__"], file: file)
        self.positions = Dictionary(
            entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        // Names that differ in their bytes may still be one text, and a look-up would find either.
        if positions.count < entries.count,
            let twin = entries.enumerated().first(where: { positions[$1.name] != $0 })
        {
            throw Diagnosis(
                .duplicate, file: file.path, place: "tensor \(quoted(twin.element.name))",
                problem: "another tensor's name is the same text in another spelling",
                remedy: "the file is damaged or hostile; fetch it again from a trusted source")
        }
    }

    /// The tensor of that name, or nil.
    public func entry(named name: String) -> TensorEntry? { positions[name].map { tensors[$0] } }

    /// The packed bytes of one of ``tensors``; they need not be aligned.
    ///
    /// - Throws: `Diagnosis` with `.truncated` when the entry is not of this file.
    public func bytes(of entry: TensorEntry) throws(Diagnosis) -> FileBytes {
        try file.bytes(at: entry.byteOffset, count: entry.byteCount)
    }
}

extension SafetensorsFile {
    private static func entry(
        _ name: String, _ description: JSONValue, dataStart: Int, file: MappedFile
    ) throws(Diagnosis) -> TensorEntry {
        let place = "tensor \(quoted(name))"
        func wrong(_ code: Diagnosis.Code, _ problem: String) -> Diagnosis {
            Diagnosis(code, file: file.path, place: place, problem: problem, remedy: "fetch the file again")
        }
        guard let fields = description.object, Set(fields.keys) == ["dtype", "shape", "data_offsets"] else {
            throw wrong(.malformed, "dtype, shape and data_offsets are needed and nothing else")
        }
        guard let typeName = fields["dtype"]?.string else { throw wrong(.malformed, "dtype is not a string") }
        guard let type = TensorType(rawValue: typeName), !type.isQuantized else {
            throw Diagnosis(
                .unsupportedType, file: file.path, place: place,
                problem: "element type \(quoted(typeName)) is not supported", remedy: "use F32, F16 or BF16")
        }
        var shape: [Int] = []
        for size in fields["shape"]?.array ?? [.null] {
            guard case .integer(let number) = size, number >= 0 else {
                throw wrong(.wrongShape, "the shape is not a list of whole numbers")
            }
            shape.append(number)
        }
        guard shape.count <= 8 else { throw wrong(.wrongShape, "more than 8 dimensions") }
        guard let byteCount = type.byteCount(of: shape) else {
            throw wrong(.overflow, "the product of its dimensions overflows")
        }
        guard let offsets = fields["data_offsets"]?.array, offsets.count == 2,
            case .integer(let begin) = offsets[0], case .integer(let end) = offsets[1], begin >= 0,
            end >= begin
        else { throw wrong(.malformed, "data_offsets are not two rising numbers") }
        guard end <= file.byteCount - dataStart else {
            throw wrong(.truncated, "its bytes \(begin) to \(end) reach past the end of the file")
        }
        guard end - begin == byteCount else {
            throw wrong(.wrongShape, "\(end - begin) bytes are stored but shape \(shape) needs \(byteCount)")
        }
        return TensorEntry(
            name: name, shape: shape, type: type, byteOffset: dataStart + begin, byteCount: byteCount)
    }

    private static func requireGapless(
        _ entries: [TensorEntry], dataStart: Int, file: MappedFile
    ) throws(Diagnosis) {
        try requireDisjoint(entries, file: file.path)
        var end = dataStart
        for entry in entries {
            guard entry.byteOffset == end else {
                throw Diagnosis(
                    .overlap, file: file.path, place: "tensor \(quoted(entry.name))",
                    problem: entry.byteOffset > end
                        ? "\(entry.byteOffset - end) unclaimed bytes lie before it"
                        : "it lies inside another tensor",
                    remedy: "fetch the file again")
            }
            end += entry.byteCount
        }
        guard end == file.byteCount else {
            throw Diagnosis(
                .overlap, file: file.path, place: "byte \(end)",
                problem: "\(file.byteCount - end) bytes follow the last tensor",
                remedy: "fetch the file again")
        }
    }

    private static func metadata(_ value: JSONValue?, file: MappedFile) throws(Diagnosis) -> [String:
        String]
    {
        guard let value else { return [:] }
        var result: [String: String] = [:]
        for key in value.object?.keys ?? [] {
            guard let text = value.object?[key]?.string else { continue }
            result[key] = text
        }
        guard let members = value.object, members.keys.count == result.count else {
            throw Diagnosis(
                .malformed, file: file.path, place: "key '__metadata__'",
                problem: "is not a map of strings to strings",
                remedy: "fetch the file again")
        }
        return result
    }
}
