import Console
import LanguageModel
import Text
import Workbench

/// One figure of a benchmark.
struct BenchResult: Codable {
    /// What was measured.
    let measure: String
    /// Of how many rows, candidates, sequences or tokens.
    let size: Int
    /// Unit of the figures.
    let unit: String
    /// The middle of the repeats.
    let median: Double
    /// The least of them.
    let least: Double
    /// The largest of them.
    let largest: Double
    /// What a person reads.
    private(set) var label = ""

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

    /// The line for people: what, median, unit, range.
    var line: [String] {
        let range = least == largest ? "" : "\(format(least)) to \(format(largest))"
        return [label, format(median), shownUnit, range]
    }

    private var shownUnit: String { unit == "bytes" || unit == "share" ? "" : unit }

    private func format(_ value: Double) -> String {
        switch unit {
        case "bytes": Quantity.bytes(Int(value))
        case "share": Quantity.percent(value)
        default: Quantity.rate(value)
        }
    }
}

/// The JSON of `selkie bench`.
struct BenchReport: Codable {
    let model: String
    let threads: Int
    let repeats: Int
    /// The path that all but `kernels` ran on.
    let instructions: InstructionSet
    let results: [BenchResult]
    let kernels: [KernelBench.Result]

    /// The table for people.
    var table: Table {
        var table = Table([
            Table.Column(""), Table.Column("median", alignment: .right), Table.Column(""),
            Table.Column("range"),
        ])
        for result in results { table.append(result.line.map { Table.Cell($0) }) }
        return table
    }
}
