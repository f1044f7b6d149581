/// Repeated measurements of one thing.
struct Samples {
    /// The values in ascending order; at least one.
    private let sorted: [Double]

    /// Takes in the values; no values count as one that is not a number.
    init(_ values: [Double]) { sorted = values.isEmpty ? [.nan] : values.sorted() }

    /// The middle value, the mean of the two in the middle of an even number.
    var median: Double {
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
    /// The least value.
    var least: Double { sorted[0] }
    /// The largest value.
    var largest: Double { sorted[sorted.count - 1] }
    /// How many there are.
    var count: Int { sorted.count }
}

extension Samples {
    /// All values times a factor.
    func scaled(by factor: Double) -> Samples { Samples(sorted.map { $0 * factor }) }

    /// The values of both.
    func joined(_ other: Samples) -> Samples { Samples(sorted + other.sorted) }
}
