/// A tensor on its way into a file: name, shape and element type, with its bytes made only when they are
/// written.
///
/// A model of many gigabytes can so be written with one tensor in memory at a time.
public struct TensorContent: Sendable {
    /// Name to store.
    public let name: String
    /// Sizes, outermost first.
    public let shape: [Int]
    /// Element type to store.
    public let type: TensorType
    /// Makes the packed bytes.
    let bytes: @Sendable () throws(FormatError) -> [UInt8]

    /// A tensor whose packed bytes `bytes` makes; their number is checked against shape and type when
    /// written.
    public init(
        name: String, shape: [Int], type: TensorType,
        bytes: @escaping @Sendable () throws(FormatError) -> [UInt8]
    ) {
        self.name = name
        self.shape = shape
        self.type = type
        self.bytes = bytes
    }

    /// A tensor of `values` in row-major order, stored as `type`: F32, F16 or BF16, rounded to the nearest.
    public init(name: String, shape: [Int], type: TensorType = .f32, values: [Float]) {
        self.init(name: name, shape: shape, type: type) { () throws(FormatError) in
            guard let bytes = type.encode(values) else {
                throw FormatError(
                    .unsupportedType, file: name, problem: "\(type.rawValue) cannot be written",
                    remedy: "store it as F32, F16 or BF16")
            }
            return bytes
        }
    }

    /// The packed bytes.
    ///
    /// - Throws: ``FormatError`` of the maker, or `.wrongShape` when their number does not fit shape and
    ///   type.
    func checkedBytes(file: String) throws(FormatError) -> [UInt8] {
        let made = try bytes()
        guard made.count == type.byteCount(of: shape) else {
            throw FormatError(
                .wrongShape, file: file, place: "tensor \(quoted(name))",
                problem: "\(made.count) bytes do not fit shape \(shape) of \(type.rawValue)",
                remedy: "check the tensor that is to be written")
        }
        return made
    }
}

extension TensorType {
    /// The bytes of `values` in this type, little-endian and rounded to the nearest (ties to even), or nil
    /// for quantized types.
    package func encode(_ values: [Float]) -> [UInt8]? {
        switch self {
        case .f32: Self.littleEndianBytes(values) { $0.bitPattern }
        case .f16: Self.littleEndianBytes(values, Self.half)
        case .bf16: Self.littleEndianBytes(values, Self.upperHalf)
        default: nil
        }
    }

    private static func littleEndianBytes<Word: FixedWidthInteger & BitwiseCopyable>(
        _ values: [Float], _ convert: (Float) -> Word
    ) -> [UInt8] {
        let size = MemoryLayout<Word>.size
        return [UInt8](unsafeUninitializedCapacity: values.count * size) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            for (index, value) in values.enumerated() {
                raw.storeBytes(of: convert(value).littleEndian, toByteOffset: index * size, as: Word.self)
            }
            count = values.count * size
        }
    }

    /// The upper 16 bits, rounded; NaN stays NaN.
    private static func upperHalf(_ value: Float) -> UInt16 {
        let bits = value.bitPattern
        guard !value.isNaN else { return UInt16(bits >> 16) | 0x40 }
        return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
    }

    /// Half precision by integer rounding, since the standard library lacks the type on some platforms.
    private static func half(_ value: Float) -> UInt16 {
        let bits = value.bitPattern
        let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
        let magnitude = bits & 0x7FFF_FFFF
        if magnitude > 0x7F80_0000 { return sign | 0x7E00 }
        // 65520 and more round to infinity.
        if magnitude >= 0x477F_F000 { return sign | 0x7C00 }
        if magnitude < 0x3880_0000 {
            // Below the smallest normal half every step is 2^-24: adding 0.5 lets the hardware round to it.
            let shifted = Float(bitPattern: magnitude) + 0.5
            return sign | UInt16(truncatingIfNeeded: shifted.bitPattern &- Float(0.5).bitPattern)
        }
        let rounded = magnitude &+ 0xFFF &+ (magnitude >> 13 & 1)
        return sign | UInt16(truncatingIfNeeded: (rounded &- (112 << 23)) >> 13)
    }
}
