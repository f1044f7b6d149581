/// The pieces of a vocabulary, found by their bytes.
///
/// All pieces lie in one byte array, and an open-addressing table of identifiers points into it: a quarter of a million
/// pieces take a few allocations instead of one for each, and a range of the text is looked up without copying it.
/// When two tokens share a spelling the lower identifier wins.
struct PieceTable: Sendable {
    /// Where each piece begins in `storage`; one more entry than there are pieces.
    private(set) var offsets: [Int]
    /// The bytes of all pieces, one after another.
    private(set) var storage: [UInt8]
    private var slots: [Int32]
    private let mask: Int

    /// Lays out the pieces and hashes those for which `isFindable` holds; an empty piece is never found.
    init(_ pieces: [String], isFindable: (Int) -> Bool) {
        var capacity = 16
        while capacity < pieces.count * 2 { capacity *= 2 }
        mask = capacity - 1
        slots = [Int32](repeating: -1, count: capacity)
        offsets = [0]
        offsets.reserveCapacity(pieces.count + 1)
        storage = []
        storage.reserveCapacity(pieces.count * 7)
        for piece in pieces {
            storage.append(contentsOf: piece.utf8)
            offsets.append(storage.count)
        }
        for index in pieces.indices where isFindable(index) {
            let range = offsets[index]..<offsets[index + 1]
            if range.isEmpty { continue }
            var slot = Self.hash(storage, range) & mask
            while slots[slot] >= 0, !matches(slots[slot], storage, range) { slot = (slot + 1) & mask }
            if slots[slot] < 0 { slots[slot] = Int32(truncatingIfNeeded: index) }
        }
    }

    /// The bytes of one piece.
    func bytes(of id: Int) -> ArraySlice<UInt8> { storage[offsets[id]..<offsets[id + 1]] }

    /// The token whose piece equals the given bytes, or -1.
    func find(_ bytes: [UInt8], _ range: Range<Int>) -> Int32 {
        if range.isEmpty { return -1 }
        var slot = Self.hash(bytes, range) & mask
        while slots[slot] >= 0 {
            if matches(slots[slot], bytes, range) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        return -1
    }

    /// The token whose piece equals the given text, or -1.
    func find(_ text: String) -> Int32 {
        let bytes = Array(text.utf8)
        return find(bytes, 0..<bytes.count)
    }

    @inline(__always)
    private func matches(_ id: Int32, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let start = offsets[Int(id)]
        guard offsets[Int(id) + 1] - start == range.count else { return false }
        for index in 0..<range.count where storage[start + index] != bytes[range.lowerBound + index] {
            return false
        }
        return true
    }

    @inline(__always)
    private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in range { state = (state ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
        state ^= state >> 32
        state = state &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: state >> 24)
    }
}
