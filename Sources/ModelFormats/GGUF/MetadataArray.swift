public import Files

/// An array in a GGUF file's metadata.
///
/// Its bounds are known and checked; its elements are decoded when asked for, since
/// a vocabulary has hundreds of thousands of them and most readers of a file need none.
public struct MetadataArray: Sendable {
    /// Number of elements.
    public let count: Int
    private let kind: MetadataKind
    private let offset: Int
    private let file: MappedFile
    private let place: String
    private let stringBytes: Int

    /// Reads element type and count and moves the reader past the elements.
    ///
    /// - Throws: `Diagnosis` with `.truncated`, `.limitExceeded`, `.malformed` or, for an array of
    ///   arrays, `.unsupportedFeature`.
    init(
        _ reader: inout ByteReader, place: String, file: MappedFile, limits: GGUFFile.Limits
    ) throws(Diagnosis) {
        kind = try MetadataKind(reader.read(UInt32.self, for: place), file: file.path, place: place)
        guard kind != .array else {
            throw Diagnosis(
                .unsupportedFeature, file: file.path, place: place,
                problem: "arrays of arrays are not supported",
                remedy: "convert the model with a current converter")
        }
        count = try reader.readCount(
            limit: limits.arrayCount, unit: kind.smallestSize, for: "the array length of \(place)")
        offset = reader.offset
        self.file = file
        self.place = place
        stringBytes = limits.stringBytes
        if kind == .string {
            for _ in 0..<count {
                let length = try reader.readCount(
                    limit: stringBytes, unit: 1, for: "a string length of \(place)")
                try reader.skip(length, for: place)
            }
        } else {
            try reader.skip(count * kind.smallestSize, for: place)
        }
    }

    /// The elements as text.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue` when they are not strings, `.malformed` for invalid
    ///   UTF-8.
    public func strings() throws(Diagnosis) -> [String] {
        guard kind == .string else { throw wrong("strings") }
        var reader = ByteReader(file, at: offset)
        var result: [String] = []
        result.reserveCapacity(count)
        for _ in 0..<count {
            result.append(try reader.readString(limit: stringBytes, for: "a string of \(place)"))
        }
        return result
    }

    /// The elements as whole numbers.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue` when they are of another kind or do not fit 64 bits with
    ///   sign.
    public func integers() throws(Diagnosis) -> [Int] {
        switch kind {
        case .uint8, .bool: try decode(UInt8.self) { Int($0) }
        case .int8: try decode(Int8.self) { Int($0) }
        case .uint16: try decode(UInt16.self) { Int($0) }
        case .int16: try decode(Int16.self) { Int($0) }
        case .uint32: try decode(UInt32.self) { Int($0) }
        case .int32: try decode(Int32.self) { Int($0) }
        case .int64: try decode(Int64.self) { Int($0) }
        case .uint64: try decode(UInt64.self) { Int(exactly: $0) }
        case .float32, .float64, .string, .array: throw wrong("whole numbers")
        }
    }

    /// The elements as numbers; 64-bit floats are rounded.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue` when they are strings.
    public func floats() throws(Diagnosis) -> [Float] {
        switch kind {
        case .float32: try decode(UInt32.self) { Float(bitPattern: $0) }
        case .float64: try decode(UInt64.self) { Float(Double(bitPattern: $0)) }
        case .string, .array: throw wrong("numbers")
        default: try integers().map { Float($0) }
        }
    }

    /// The elements as truth values.
    ///
    /// - Throws: `Diagnosis` with `.wrongValue` when they are of another kind or neither 0 nor 1.
    public func bools() throws(Diagnosis) -> [Bool] {
        guard kind == .bool else { throw wrong("truth values") }
        return try decode(UInt8.self) { $0 > 1 ? nil : $0 == 1 }
    }

    private func decode<Stored: FixedWidthInteger & BitwiseCopyable, Value>(
        _: Stored.Type, _ convert: (Stored) -> Value?
    ) throws(Diagnosis) -> [Value] {
        let bytes = try file.bytes(at: offset, count: count * MemoryLayout<Stored>.size)
        var result: [Value] = []
        result.reserveCapacity(count)
        for index in 0..<count {
            let stored = bytes.loadUnaligned(
                fromByteOffset: index * MemoryLayout<Stored>.size, as: Stored.self)
            guard let value = convert(Stored(littleEndian: stored)) else {
                throw Diagnosis(
                    .wrongValue, file: file.path, place: place,
                    problem: "element \(index) is \(Stored(littleEndian: stored)), which does not fit",
                    remedy: "fetch the file again")
            }
            result.append(value)
        }
        return result
    }

    private func wrong(_ wanted: String) -> Diagnosis {
        Diagnosis(
            .wrongValue, file: file.path, place: place, problem: "the array does not hold \(wanted)",
            remedy: "convert or fetch the model again")
    }
}
