/// The merges of a vocabulary: for two tokens side by side, their rank and the token they become.
///
/// Open addressing over packed pairs; two 64-bit words an entry, no allocation when it is read.
struct PairTable: Sendable {
    private var keys: [UInt64]
    private var values: [UInt64]
    private let mask: Int
    private static let empty = UInt64.max

    /// Creates a table with room for the given number of pairs.
    init(capacityFor count: Int) {
        var capacity = 16
        while capacity < count * 2 { capacity *= 2 }
        mask = capacity - 1
        keys = [UInt64](repeating: Self.empty, count: capacity)
        values = [UInt64](repeating: 0, count: capacity)
    }

    /// Sets the outcome of a pair; a later one replaces an earlier one.
    mutating func insert(_ left: Int32, _ right: Int32, _ outcome: MergeOutcome) {
        let key = Self.key(left, right)
        var slot = Self.hash(key) & mask
        while keys[slot] != Self.empty, keys[slot] != key { slot = (slot + 1) & mask }
        keys[slot] = key
        values[slot] =
            UInt64(UInt32(bitPattern: outcome.rank)) << 32 | UInt64(UInt32(bitPattern: outcome.token))
    }

    /// What becomes of two tokens side by side.
    @inline(__always)
    func outcome(_ left: Int32, _ right: Int32) -> MergeOutcome {
        let key = Self.key(left, right)
        if key == Self.empty { return .none }
        var slot = Self.hash(key) & mask
        while true {
            let found = keys[slot]
            if found == key {
                let value = values[slot]
                return MergeOutcome(
                    rank: Int32(truncatingIfNeeded: value >> 32), token: Int32(truncatingIfNeeded: value))
            }
            if found == Self.empty { return .none }
            slot = (slot + 1) & mask
        }
    }

    @inline(__always)
    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    @inline(__always)
    private static func hash(_ key: UInt64) -> Int {
        var state = key &* 0x9e37_79b9_7f4a_7c15
        state ^= state >> 29
        state = state &* 0xbf58_476d_1ce4_e5b9
        return Int(truncatingIfNeeded: state >> 20)
    }
}

/// The rank at which two symbols merge, lower first, and the token they become.
struct MergeOutcome: Sendable {
    var rank: Int32
    var token: Int32

    /// The two symbols do not merge.
    static let none = MergeOutcome(rank: .max, token: -1)
}
