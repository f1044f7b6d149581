public import Files

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
    let bytes: @Sendable () throws(Diagnosis) -> [UInt8]

    /// A tensor whose packed bytes `bytes` makes; their number is checked against shape and type when
    /// written.
    public init(
        name: String, shape: [Int], type: TensorType,
        bytes: @escaping @Sendable () throws(Diagnosis) -> [UInt8]
    ) {
        self.name = name
        self.shape = shape
        self.type = type
        self.bytes = bytes
    }

    /// A tensor of `values` in row-major order, stored as `type`: F32, F16 or BF16, rounded to the nearest.
    public init(name: String, shape: [Int], type: TensorType = .f32, values: [Float]) {
        self.init(name: name, shape: shape, type: type) { () throws(Diagnosis) in
            guard let bytes = type.encode(values) else {
                throw Diagnosis(
                    .unsupportedType, file: name, problem: "\(type.rawValue) cannot be written",
                    remedy: "store it as F32, F16 or BF16")
            }
            return bytes
        }
    }

    /// The packed bytes.
    ///
    /// - Throws: `Diagnosis` of the maker, or `.wrongShape` when their number does not fit shape and
    ///   type.
    func checkedBytes(file: String) throws(Diagnosis) -> [UInt8] {
        let made = try bytes()
        guard made.count == type.byteCount(of: shape) else {
            throw Diagnosis(
                .wrongShape, file: file, place: "tensor \(quoted(name))",
                problem: "\(made.count) bytes do not fit shape \(shape) of \(type.rawValue)",
                remedy: "check the tensor that is to be written")
        }
        return made
    }
}
