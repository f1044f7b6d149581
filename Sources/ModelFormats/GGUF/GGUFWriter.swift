public import Files

/// Writes GGUF version 3 files, whole or not at all, the same bytes for the same content.
public enum GGUFWriter {
    /// A metadata value with the width it is stored in.
    public enum Value: Sendable {
        /// 32-bit unsigned integer.
        case uint32(UInt32)
        /// 32-bit signed integer.
        case int32(Int32)
        /// 64-bit unsigned integer.
        case uint64(UInt64)
        /// 32-bit float.
        case float32(Float)
        /// Truth value.
        case bool(Bool)
        /// UTF-8 text.
        case string(String)
        /// Array of 32-bit signed integers.
        case int32s([Int32])
        /// Array of 32-bit floats.
        case float32s([Float])
        /// Array of texts.
        case strings([String])
    }

    /// Writes `metadata` and `tensors` in the order given to `path`, the data aligned to 32 bytes.
    ///
    /// - Throws: `Diagnosis` with `.duplicate`, `.wrongShape`, `.overflow`, or why the file cannot be
    ///   written.
    public static func write(
        metadata: KeyValuePairs<String, Value>, tensors: [TensorContent], to path: String
    ) throws(Diagnosis) {
        try write(metadata: metadata.map { ($0.key, $0.value) }, tensors: tensors, to: path)
    }

    /// Writes `metadata` and `tensors` in the order given to `path`, the data aligned to 32 bytes.
    ///
    /// - Throws: `Diagnosis` with `.duplicate`, `.wrongShape`, `.overflow`, or why the file cannot be
    ///   written.
    public static func write(
        metadata: [(key: String, value: Value)], tensors: [TensorContent], to path: String
    ) throws(Diagnosis) {
        let head = try head(metadata: metadata, tensors: tensors, path: path)
        try AtomicFile.write(to: path) { (writer) throws(Diagnosis) in
            try writer.append(head)
            try writer.append(padding(after: head.count))
            for tensor in tensors {
                let bytes = try tensor.checkedBytes(file: path)
                try writer.append(bytes)
                try writer.append(padding(after: bytes.count))
            }
        }
    }

    private static let alignment = 32

    private static func padding(after count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (alignment - count % alignment) % alignment)
    }

    private static func head(
        metadata: [(key: String, value: Value)], tensors: [TensorContent], path: String
    ) throws(Diagnosis) -> [UInt8] {
        var bytes = Array("GGUF".utf8)
        append(UInt32(3), to: &bytes)
        append(UInt64(tensors.count), to: &bytes)
        append(UInt64(metadata.count), to: &bytes)
        var keys: Set<String> = []
        for (key, value) in metadata {
            guard keys.insert(key).inserted else {
                throw refuse(path, "key \(quoted(key))", .duplicate, "the key is used twice")
            }
            append(key, to: &bytes)
            append(value, to: &bytes)
        }
        var names: Set<String> = []
        var end = 0
        for tensor in tensors {
            let place = "tensor \(quoted(tensor.name))"
            guard names.insert(tensor.name).inserted else {
                throw refuse(path, place, .duplicate, "the name is used twice")
            }
            guard (1...4).contains(tensor.shape.count), tensor.shape.allSatisfy({ $0 > 0 }) else {
                throw refuse(path, place, .wrongShape, "shape \(tensor.shape) is not possible in GGUF")
            }
            guard let count = tensor.type.byteCount(of: tensor.shape) else {
                throw refuse(
                    path, place, .overflow, "shape \(tensor.shape) does not fit \(tensor.type.rawValue)")
            }
            append(tensor.name, to: &bytes)
            append(UInt32(tensor.shape.count), to: &bytes)
            for size in tensor.shape.reversed() { append(UInt64(size), to: &bytes) }
            append(tensor.type.gguf, to: &bytes)
            append(UInt64(end), to: &bytes)
            let (next, overflow) = end.addingReportingOverflow(count)
            guard !overflow, next < Int.max - alignment else {
                throw refuse(path, place, .overflow, "the file would be too large")
            }
            end = (next + alignment - 1) / alignment * alignment
        }
        return bytes
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        append(UInt64(text.utf8.count), to: &bytes)
        bytes += text.utf8
    }

    private static func append(_ value: Value, to bytes: inout [UInt8]) {
        func type(_ kind: MetadataKind) { append(kind.rawValue, to: &bytes) }
        func array(_ kind: MetadataKind, count: Int) {
            type(.array)
            type(kind)
            append(UInt64(count), to: &bytes)
        }
        switch value {
        case .uint32(let number):
            type(.uint32)
            append(number, to: &bytes)
        case .int32(let number):
            type(.int32)
            append(number, to: &bytes)
        case .uint64(let number):
            type(.uint64)
            append(number, to: &bytes)
        case .float32(let number):
            type(.float32)
            append(number.bitPattern, to: &bytes)
        case .bool(let truth):
            type(.bool)
            bytes.append(truth ? 1 : 0)
        case .string(let text):
            type(.string)
            append(text, to: &bytes)
        case .int32s(let numbers):
            array(.int32, count: numbers.count)
            for number in numbers { append(number, to: &bytes) }
        case .float32s(let numbers):
            array(.float32, count: numbers.count)
            for number in numbers { append(number.bitPattern, to: &bytes) }
        case .strings(let texts):
            array(.string, count: texts.count)
            for text in texts { append(text, to: &bytes) }
        }
    }

    private static func refuse(
        _ path: String, _ place: String, _ code: Diagnosis.Code, _ problem: String
    ) -> Diagnosis {
        Diagnosis(
            code, file: path, place: place, problem: problem,
            remedy: "check the content that is to be written")
    }
}
