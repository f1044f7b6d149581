/// Mean and spread of a list of numbers.
public struct Sample: Sendable, Hashable {
    /// How many numbers.
    public let count: Int
    /// Their mean.
    public let mean: Double
    /// Standard deviation with *n* - 1; `nil` for a single number.
    public let standardDeviation: Double?

    /// Summarises numbers; `nil` when there are none.
    public init?(_ values: some Collection<Double>) {
        guard !values.isEmpty else { return nil }
        count = values.count
        let mean = values.reduce(0, +) / Double(count)
        self.mean = mean
        guard count > 1 else {
            standardDeviation = nil
            return
        }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        standardDeviation = (squares / Double(count - 1)).squareRoot()
    }
}
