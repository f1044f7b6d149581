/// How the elements of a stored tensor are encoded.
///
/// Quantized types pack a fixed number of neighbouring elements of a row into one block of bytes with shared
/// scales. The raw value is the name that GGUF tools print.
public enum TensorType: String, CaseIterable, Sendable {
    /// IEEE 754 single precision.
    case f32 = "F32"
    /// IEEE 754 half precision.
    case f16 = "F16"
    /// The upper half of a single-precision number.
    case bf16 = "BF16"
    /// 4 bits, one scale for 32 elements.
    case q4_0 = "Q4_0"
    /// 4 bits, scale and minimum for 32 elements.
    case q4_1 = "Q4_1"
    /// 5 bits, one scale for 32 elements.
    case q5_0 = "Q5_0"
    /// 5 bits, scale and minimum for 32 elements.
    case q5_1 = "Q5_1"
    /// 8 bits, one scale for 32 elements.
    case q8_0 = "Q8_0"
    /// 4 bits, 6-bit scales and minima for 8 groups of 32 elements.
    case q4_K = "Q4_K"
    /// 5 bits, 6-bit scales and minima for 8 groups of 32 elements.
    case q5_K = "Q5_K"
    /// 6 bits, 8-bit scales for 16 groups of 16 elements.
    case q6_K = "Q6_K"

    /// Elements in one block.
    public var blockSize: Int {
        switch self {
        case .f32, .f16, .bf16: 1
        case .q4_0, .q4_1, .q5_0, .q5_1, .q8_0: 32
        case .q4_K, .q5_K, .q6_K: 256
        }
    }

    /// Bytes of one block.
    public var bytesPerBlock: Int {
        switch self {
        case .f32: 4
        case .f16, .bf16: 2
        case .q4_0: 18
        case .q4_1: 20
        case .q5_0: 22
        case .q5_1: 24
        case .q8_0: 34
        case .q4_K: 144
        case .q5_K: 176
        case .q6_K: 210
        }
    }

    /// Whether several elements share a scale.
    public var isQuantized: Bool { blockSize > 1 }

    /// Bytes of a packed tensor of this type, or nil when the sizes overflow or a row is not a whole number
    /// of blocks.
    package func byteCount(of shape: [Int]) -> Int? {
        guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
        guard (shape.last ?? 1).isMultiple(of: blockSize) else { return nil }
        var blocks = 1
        for (index, size) in shape.enumerated() {
            let factor = index == shape.count - 1 ? size / blockSize : size
            let (product, overflow) = blocks.multipliedReportingOverflow(by: factor)
            guard !overflow else { return nil }
            blocks = product
        }
        let (bytes, overflow) = blocks.multipliedReportingOverflow(by: bytesPerBlock)
        let (_, elementOverflow) = blocks.multipliedReportingOverflow(by: blockSize)
        return overflow || elementOverflow ? nil : bytes
    }
}
