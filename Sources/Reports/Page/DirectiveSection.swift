import SelfAdaptation
import Text

/// How self-edits asked to be trained on.
extension Section {
    /// What was asked for, round by round; `nil` when no self-edit asked for anything.
    static func directives(_ report: OuterLoopReport) -> Section? {
        let figures = DirectiveFigures.all(of: report)
        guard !figures.isEmpty else { return nil }
        let totals = report.rounds.map { round in
            round.items.compactMap { $0 }.map(\.candidates.count).reduce(0, +)
        }
        return Section(
            id: "directives", heading: "Directives",
            notes: [
                "How self-edits asked to be trained on, and how those that asked for it did over all rounds."
            ],
            tables: figures.map { table($0, totals) })
    }

    private static func table(_ figure: DirectiveFigures, _ totals: [Int]) -> PageTable {
        let rounds = totals.enumerated().map { number, total in
            PageTable.Row(
                head: "\(number)", lead: "round",
                cells: figure.choices.map { share($0.counts[number], of: total, label: $0.value) })
        }
        let scores = PageTable.Row(
            head: "mean score", lead: "",
            cells: figure.choices.map {
                PageTable.Cell(
                    content: FigureText.share($0.accuracy), label: $0.value, kind: "number", bars: [])
            })
        return PageTable(
            "\(figure.name.prefix(1).uppercased())\(figure.name.dropFirst()): self-edits that asked for it",
            corner: "round", heads: figure.choices.map(\.value), isStacked: true, rows: rounds + [scores])
    }

    private static func share(_ count: Int, of total: Int, label: String) -> PageTable.Cell {
        let share = total > 0 ? Double(count) / Double(total) : 0
        return PageTable.Cell(
            content: "\(Quantity.count(count)) (\(FigureText.share(share, places: 0)))", label: label,
            kind: "number", bars: [Markup.number(share * 100)])
    }
}
