/// Repeated measurements of one thing.
package struct Samples {
    /// The values in ascending order; at least one.
    private let sorted: [Double]

    /// Takes in the values; no values count as one that is not a number.
    package init(_ values: [Double]) { sorted = values.isEmpty ? [.nan] : values.sorted() }

    /// The middle value, the mean of the two in the middle of an even number.
    package var median: Double {
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
    /// The least value.
    package var least: Double { sorted[0] }
    /// The largest value.
    package var largest: Double { sorted[sorted.count - 1] }
    /// How many there are.
    package var count: Int { sorted.count }
}

extension Samples {
    /// All values times a factor.
    package func scaled(by factor: Double) -> Samples { Samples(sorted.map { $0 * factor }) }

    /// The values of both.
    package func joined(_ other: Samples) -> Samples { Samples(sorted + other.sorted) }
}
