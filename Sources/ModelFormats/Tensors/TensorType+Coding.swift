package import Files

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

    /// The values of packed bytes of this type, or nil for quantized types, which the kernels expand.
    package func decode(_ bytes: FileBytes) -> [Float]? {
        bytes.withUnsafeBytes { bytes in
            switch self {
            case .f32: Self.values(bytes, UInt32.self) { Float(bitPattern: $0) }
            case .f16: Self.values(bytes, UInt16.self, Self.float(half:))
            case .bf16: Self.values(bytes, UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
            default: nil
            }
        }
    }

    private static func values<Word: FixedWidthInteger & BitwiseCopyable>(
        _ bytes: UnsafeRawBufferPointer, _: Word.Type, _ convert: (Word) -> Float
    ) -> [Float] {
        let size = MemoryLayout<Word>.size
        return (0..<bytes.count / size).map { index in
            convert(Word(littleEndian: bytes.loadUnaligned(fromByteOffset: index * size, as: Word.self)))
        }
    }

    private static func float(half: UInt16) -> Float {
        let sign = UInt32(half & 0x8000) << 16
        let exponent = UInt32(half >> 10 & 0x1F)
        let fraction = UInt32(half & 0x3FF) << 13
        switch exponent {
        case 0:
            let magnitude = Float(half & 0x3FF) * Float(sign: .plus, exponent: -24, significand: 1)
            return Float(bitPattern: magnitude.bitPattern | sign)
        case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction)
        }
    }
}
