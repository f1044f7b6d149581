import LanguageModel

/// One figure of a benchmark.
package struct BenchResult: Codable {
    /// What was measured.
    package let measure: String
    /// Of how many rows, candidates, sequences or tokens.
    package let size: Int
    /// Unit of the figures.
    package let unit: String
    /// The middle of the repeats.
    package let median: Double
    /// The least of them.
    package let least: Double
    /// The largest of them.
    package let largest: Double
    /// What a person reads.
    package private(set) var label = ""

    private enum CodingKeys: String, CodingKey {
        case measure, size, unit, median, least, largest
    }

    init(_ measure: String, size: Int, _ label: String, _ samples: Samples, unit: String) {
        self.measure = measure
        self.size = size
        self.unit = unit
        self.label = label
        median = samples.median
        least = samples.least
        largest = samples.largest
    }
}
