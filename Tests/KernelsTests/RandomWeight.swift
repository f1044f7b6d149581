import Kernels
import Testing

/// A weight of random blocks, [rows, columns]: as a file stores it, expanded, and packed.
final class RandomWeight {
    /// Every type that is packed.
    static let types = ["Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K", "F16", "BF16"]

    /// Its blocks, row by row.
    let stored: [UInt8]
    let rows: Int
    let columns: Int
    let layout: selkie_packed_layout
    let tiles: UnsafeMutableRawPointer
    let expanded: [Float]
    let isFinite: Bool
    /// Rows in whole tiles.
    var tileRows: Int { (rows + 15) / 16 * 16 }

    init(
        _ type: String, rows: Int, columns: Int, scale: UInt8 = 0x2C, using generator: inout TestGenerator
    ) throws {
        var format = try #require(selkie_block_format_named(type)?.pointee)
        let expand = try #require(format.dequantize)
        self.rows = rows
        self.columns = columns
        let blocks = columns / format.block_size
        var stored: [UInt8] = []
        var expanded: [Float] = []
        var isFinite = true
        for _ in 0..<rows {
            let row = (0..<blocks).flatMap { _ in Self.block(type, format, scale, &generator) }
            var values = [Float](repeating: 0, count: columns)
            expand(&values, row, blocks)
            expanded += values
            stored += row
        }
        let rowBytes = blocks * format.bytes_per_block
        layout = selkie_packed_layout_of(&format)
        let tileBytes = selkie_packed_tile_bytes(layout, columns)
        let count = (rows + 15) / 16
        let tiles = UnsafeMutableRawPointer.allocate(byteCount: count * tileBytes, alignment: 64)
        for tile in 0..<count {
            let members = tile * 16..<min(rows, tile * 16 + 16)
            let target = tiles + tile * tileBytes
            let result = stored.withUnsafeBytes { bytes in
                let pointers = members.map { bytes.baseAddress?.advanced(by: $0 * rowBytes) }
                return selkie_pack_tile(target, &format, pointers, members.count, columns)
            }
            isFinite = isFinite && result != 0
        }
        (self.stored, self.tiles, self.expanded, self.isFinite) = (stored, tiles, expanded, isFinite)
    }

    deinit { tiles.deallocate() }

    /// A block of random bits whose half-precision scales have `scale` as their upper byte, or its negative.
    private static func block(
        _ type: String, _ format: selkie_block_format, _ scale: UInt8, _ generator: inout TestGenerator
    ) -> [UInt8] {
        var bytes = (0..<format.bytes_per_block).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let halves =
            switch type {
            case "Q6_K": [208]
            case "Q4_0", "Q5_0", "Q8_0", "F16": [0]
            case "BF16": [Int]()
            default: [0, 2]
            }
        for place in halves { bytes[place + 1] = Bool.random(using: &generator) ? scale : scale | 0x80 }
        // The exponent of a bfloat takes a bit of the lower byte.
        if type == "BF16" {
            bytes = scale == 0x7C ? [0x80, 0x7F] : [bytes[0], (bytes[1] & 0x80) | 0x3D]
        }
        return bytes
    }
}
