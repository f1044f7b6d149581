import Files

/// One metadata value of a GGUF file.
///
/// Widths are not kept: every integer fits 64 bits and every float is exact in a Double.
public enum MetadataValue: Sendable {
    /// An unsigned integer of 8, 16, 32 or 64 bits.
    case unsigned(UInt64)
    /// A signed integer of 8, 16, 32 or 64 bits.
    case signed(Int64)
    /// A float of 32 or 64 bits.
    case float(Double)
    /// A truth value.
    case bool(Bool)
    /// UTF-8 text.
    case string(String)
    /// An array, decoded when asked.
    case array(MetadataArray)

    /// Reads type and value.
    ///
    /// - Throws: `Diagnosis` with `.truncated`, `.limitExceeded`, `.malformed` or `.unsupportedFeature`.
    init(
        _ reader: inout ByteReader, key: String, file: MappedFile, limits: GGUFFile.Limits
    ) throws(Diagnosis) {
        let place = "key \(quoted(key))"
        let kind = try MetadataKind(reader.read(UInt32.self, for: place), file: file.path, place: place)
        switch kind {
        case .uint8: self = .unsigned(UInt64(try reader.read(UInt8.self, for: place)))
        case .int8: self = .signed(Int64(try reader.read(Int8.self, for: place)))
        case .uint16: self = .unsigned(UInt64(try reader.read(UInt16.self, for: place)))
        case .int16: self = .signed(Int64(try reader.read(Int16.self, for: place)))
        case .uint32: self = .unsigned(UInt64(try reader.read(UInt32.self, for: place)))
        case .int32: self = .signed(Int64(try reader.read(Int32.self, for: place)))
        case .uint64: self = .unsigned(try reader.read(UInt64.self, for: place))
        case .int64: self = .signed(try reader.read(Int64.self, for: place))
        case .float32: self = .float(Double(Float(bitPattern: try reader.read(UInt32.self, for: place))))
        case .float64: self = .float(Double(bitPattern: try reader.read(UInt64.self, for: place)))
        case .bool:
            let byte = try reader.read(UInt8.self, for: place)
            guard byte <= 1 else {
                throw Diagnosis(
                    .malformed, file: file.path, place: place, problem: "\(byte) is neither true nor false",
                    remedy: "fetch the file again")
            }
            self = .bool(byte == 1)
        case .string: self = .string(try reader.readString(limit: limits.stringBytes, for: place))
        case .array:
            self = .array(try MetadataArray(&reader, place: place, file: file, limits: limits))
        }
    }

    /// The kind in words, for messages.
    var kind: String {
        switch self {
        case .unsigned(let number): number > Int.max ? "a number beyond 64 bits with sign" : "a whole number"
        case .signed: "a whole number"
        case .float: "a float"
        case .bool: "a truth value"
        case .string: "a string"
        case .array: "an array"
        }
    }
}

/// The type numbers that GGUF gives to metadata values.
enum MetadataKind: UInt32 {
    case uint8, int8, uint16, int16, uint32, int32, float32, bool, string, array, uint64, int64, float64

    init(_ number: UInt32, file: String, place: String) throws(Diagnosis) {
        guard let kind = Self(rawValue: number) else {
            throw Diagnosis(
                .malformed, file: file, place: place, problem: "value type \(number) does not exist",
                remedy: "fetch the file again")
        }
        self = kind
    }

    /// Bytes of one value; for strings and arrays the least that one takes.
    var smallestSize: Int {
        switch self {
        case .uint8, .int8, .bool: 1
        case .uint16, .int16: 2
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64, .string: 8
        case .array: 12
        }
    }
}
