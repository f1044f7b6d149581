import Console
import LanguageModel
import Text
import Workbench

extension BenchReport {
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

extension BenchResult {
    /// The line for people: what, median, unit, range.
    fileprivate var line: [String] {
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

extension [KernelBench.Result] {
    /// A line a kernel, with the paths side by side.
    var table: Table {
        let paths = InstructionSet.allCases.filter { path in contains { $0.path == path } }
        var table = Table(
            [Table.Column("kernel"), Table.Column("size", alignment: .right)]
                + paths.flatMap {
                    [Table.Column($0.rawValue, alignment: .right), Table.Column("", alignment: .right)]
                } + [Table.Column("")])
        for first in self where first.path == paths.first {
            let line = filter { $0.kernel == first.kernel && $0.size == first.size }
            let cells = line.flatMap { [Quantity.rate($0.rate), Quantity.percent($0.share)] }
            table.append(([first.kernel, "\(first.size)"] + cells + [first.unit]).map { Table.Cell($0) })
        }
        return table
    }
}
