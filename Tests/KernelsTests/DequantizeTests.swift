import Foundation
import Kernels
import Testing

private let goldens = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Goldens/quantization")

/// Expands `bytes` as elements of the named type.
private func dequantize(_ name: String, _ bytes: [UInt8]) throws -> [Float] {
    let format = try #require(selkie_block_format_named(name)?.pointee)
    let count = bytes.count / format.bytes_per_block
    // One element more than needed: it must stay as it is.
    var out = [Float](repeating: 77, count: count * format.block_size + 1)
    let expand = try #require(format.dequantize)
    bytes.withUnsafeBytes { expand(&out, $0.baseAddress, count) }
    #expect(out.last == 77)
    return Array(out.dropLast())
}

@Suite("Dequantization")
struct DequantizeTests {
    private static let types = [
        "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K",
    ]

    @Test("equals the reference bit by bit", arguments: types)
    func equalsReference(type: String) throws {
        let blocks = [UInt8](try Data(contentsOf: goldens.appending(path: "\(type).blocks")))
        let stored = [UInt8](try Data(contentsOf: goldens.appending(path: "\(type).floats")))
        let expected = stored.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: 4).map {
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self))
            }
        }
        let actual = try dequantize(type, blocks).map(\.bitPattern)
        try #require(actual.count == expected.count && actual.count > 500)
        let first = actual.indices.first { actual[$0] != expected[$0] }
        #expect(first == nil, "the first difference is at element \(first ?? -1)")
    }

    @Test("reads blocks at odd addresses", arguments: types)
    func unaligned(type: String) throws {
        let blocks = [UInt8](try Data(contentsOf: goldens.appending(path: "\(type).blocks")))
        let format = try #require(selkie_block_format_named(type)?.pointee)
        let expand = try #require(format.dequantize)
        let count = blocks.count / format.bytes_per_block
        var out = [Float](repeating: 0, count: count * format.block_size)
        let shifted = [0] + blocks
        shifted.withUnsafeBytes { expand(&out, $0.baseAddress.map { $0 + 1 }, count) }
        #expect(try out.map(\.bitPattern) == dequantize(type, blocks).map(\.bitPattern))
    }

    @Test("writes nothing for no blocks", arguments: types)
    func empty(type: String) throws {
        #expect(try dequantize(type, []).isEmpty)
    }

    @Test("every half becomes the float of the same value")
    func everyHalf() throws {
        let halves = (0...UInt16.max).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let floats = try dequantize("F16", halves)
        for (bits, value) in floats.enumerated() {
            let sign: Double = bits & 0x8000 == 0 ? 1 : -1
            let exponent = bits >> 10 & 0x1F
            let fraction = Double(bits & 0x3FF)
            switch exponent {
            case 0x1F where fraction != 0: #expect(value.isNaN)
            case 0x1F: #expect(Double(value) == sign * .infinity)
            case 0: #expect(Double(value) == sign * fraction * 0x1p-24)
            default:
                let power = Double(sign: .plus, exponent: exponent - 25, significand: 1)
                #expect(Double(value) == sign * (1024 + fraction) * power)
            }
            #expect((value.sign == .minus) == (bits & 0x8000 != 0))
        }
    }

    @Test("single precision is copied bit by bit, NaN payloads too")
    func singlePrecision() throws {
        let bits: [UInt32] = [0, 0x8000_0000, 0x7FC0_1234, 0x7F80_0000, 1, 0x3F80_0000]
        let bytes = bits.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
        #expect(try dequantize("F32", bytes).map(\.bitPattern) == bits)
    }

    @Test("NaN scales give NaN, not numbers")
    func notANumber() throws {
        #expect(try dequantize("Q4_1", [0, 0x7E] + [UInt8](repeating: 0x11, count: 18)).allSatisfy(\.isNaN))
        #expect(try dequantize("Q8_0", [0, 0x7E] + [UInt8](repeating: 1, count: 32)).allSatisfy(\.isNaN))
    }

    @Test("unknown names have no format")
    func unknown() {
        #expect(selkie_block_format_named("Q2_K") == nil)
        #expect(selkie_block_format_named("") == nil)
    }
}
