/// A value with the bounds between which it is expected to lie.
public struct Interval: Sendable, Hashable, Codable {
    /// The value itself.
    public let value: Double
    /// Lower bound.
    public let low: Double
    /// Upper bound.
    public let high: Double

    /// Makes an interval from its three numbers.
    public init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }
}
