import Foundation

/// The file of cases: little-endian words of eight bytes, as `Tests/KernelVectors/cases.h` describes them.
struct VectorFile {
    private(set) var data = Data("SELKIEKV".utf8)

    init(_ cases: [KernelCase]) {
        append(1)
        append(cases.count)
        for sample in cases { append(sample) }
    }

    private mutating func append(_ sample: KernelCase) {
        append(sample.kernel, length: 32)
        append(sample.type, length: 16)
        append(sample.integers.count)
        for integer in sample.integers { append(integer) }
        append(sample.reals.count)
        for real in sample.reals { append(Double(real)) }
        append(sample.buffers.count)
        for buffer in sample.buffers { append(buffer) }
        append(sample.results.count)
        for result in sample.results {
            append(result.buffer ?? -1)
            for size in [result.rows, result.width, result.stride] { append(size) }
            for value in result.expected + result.allowed { append(value) }
        }
    }

    private mutating func append(_ buffer: KernelCase.Buffer) {
        switch buffer {
        case .floats(let values):
            append(0, values.count, values.map(\.bitPattern))
        case .integers(let values):
            append(1, values.count, values)
        case .bytes(let values):
            append(2, values.count, values)
        case .same(let earlier):
            append(3, earlier, [UInt8]())
        }
    }

    private mutating func append<Value: FixedWidthInteger>(_ kind: Int, _ count: Int, _ values: [Value]) {
        append(kind)
        append(count)
        for value in values { withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) } }
        data.append(Data(count: (8 - data.count % 8) % 8))
    }

    private mutating func append(_ text: String, length: Int) {
        precondition(text.utf8.count < length)
        data.append(Data(text.utf8) + Data(count: length - text.utf8.count))
    }

    private mutating func append(_ value: Int) {
        withUnsafeBytes(of: Int64(value).littleEndian) { data.append(contentsOf: $0) }
    }

    private mutating func append(_ value: Double) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
}
