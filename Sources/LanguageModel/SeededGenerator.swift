/// A small, fast generator whose draws depend on the seed alone: SplitMix64.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator at the start of the sequence that belongs to `seed`.
    public init(seed: UInt64) { state = seed }

    /// A generator for one of many independent streams of the same seed.
    public init(seed: UInt64, stream: UInt64) {
        state = Self.seed(seed, stream: stream)
    }

    /// The seed of one of many independent streams.
    public static func seed(_ seed: UInt64, stream: UInt64) -> UInt64 {
        var mixer = SeededGenerator(seed: seed ^ (stream &* 0xD134_2543_DE82_EF95))
        return mixer.next()
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
