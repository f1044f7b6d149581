/// Builds GGUF files byte by byte, right ones and wrong ones.
struct GGUFBytes {
    var magic: [UInt8] = Array("GGUF".utf8)
    var version: UInt32 = 3
    var tensorCount: UInt64?
    var pairCount: UInt64?
    var pairs: [[UInt8]] = []
    var tensors: [[UInt8]] = []
    var data = [UInt8](repeating: 1, count: 64)
    var alignment = 32

    var bytes: [UInt8] {
        var result = magic + Self.word(version)
        result +=
            Self.word(tensorCount ?? UInt64(tensors.count)) + Self.word(pairCount ?? UInt64(pairs.count))
        for part in pairs + tensors { result += part }
        while !result.count.isMultiple(of: alignment) { result.append(0) }
        return result + data
    }

    static func word(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    static func text(_ value: String, length: UInt64? = nil) -> [UInt8] {
        word(length ?? UInt64(value.utf8.count)) + Array(value.utf8)
    }

    /// A pair of a key, a type number and the bytes of the value.
    mutating func pair(_ key: String, _ type: UInt32, _ value: [UInt8]) {
        pairs.append(Self.text(key) + Self.word(type) + value)
    }

    /// A line of the tensor directory, sizes innermost first.
    mutating func tensor(
        _ name: String, _ sizes: [UInt64], type: UInt32 = 0, offset: UInt64 = 0, rank: UInt32? = nil
    ) {
        var line = Self.text(name) + Self.word(rank ?? UInt32(sizes.count))
        for size in sizes { line += Self.word(size) }
        tensors.append(line + Self.word(type) + Self.word(offset))
    }

    /// A small right file with every kind of value.
    static var tiny: GGUFBytes {
        var file = GGUFBytes()
        file.pair("general.architecture", 8, text("llama"))
        file.pair("a.u8", 0, [200])
        file.pair("a.i8", 1, word(Int8(-3)))
        file.pair("a.u16", 2, word(UInt16(65_000)))
        file.pair("a.i16", 3, word(Int16(-300)))
        file.pair("a.u32", 4, word(UInt32(4_000_000_000)))
        file.pair("a.i32", 5, word(Int32(-70_000)))
        file.pair("a.f32", 6, word(Float(1.5).bitPattern))
        file.pair("a.bool", 7, [1])
        file.pair("a.u64", 10, word(UInt64.max))
        file.pair("a.i64", 11, word(Int64.min))
        file.pair("a.f64", 12, word(Double(0.1).bitPattern))
        file.pair("a.strings", 9, word(UInt32(8)) + word(UInt64(3)) + text("") + text("é") + text("xyz"))
        file.pair("a.ints", 9, word(UInt32(5)) + word(UInt64(2)) + word(Int32(-1)) + word(Int32(7)))
        file.pair("a.floats", 9, word(UInt32(6)) + word(UInt64(1)) + word(Float(-2).bitPattern))
        file.pair("a.bools", 9, word(UInt32(7)) + word(UInt64(2)) + [0, 1])
        file.tensor("w", [3, 2], offset: 0)
        file.tensor("q", [32], type: 3, offset: 32)
        return file
    }
}
