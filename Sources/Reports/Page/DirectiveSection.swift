import Console
import SelfAdaptation

/// How self-edits asked to be trained on.
extension Section {
    /// What was asked for, round by round; `nil` when no self-edit asked for anything.
    static func directives(_ report: OuterLoopReport) -> Section? {
        let figures = DirectiveFigures.all(of: report)
        guard !figures.isEmpty else { return nil }
        let totals = report.rounds.map { round in
            round.items.compactMap { $0 }.map(\.candidates.count).reduce(0, +)
        }
        let heads = report.rounds.indices.map { "round \($0)" } + ["mean score"]
        return Section(
            id: "directives", heading: "Directives",
            notes: [
                "How self-edits asked to be trained on, and how those that asked for it did over all rounds."
            ],
            tables: figures.map { figure in
                PageTable(
                    "\(figure.name.prefix(1).uppercased())\(figure.name.dropFirst()): self-edits that asked for it",
                    corner: figure.name, heads: heads, isStacked: report.rounds.count > 2,
                    rows: figure.choices.map { choice in
                        let counts = zip(zip(heads, choice.counts), totals).map { cell, total in
                            share(cell.1, of: total, label: cell.0)
                        }
                        let score = PageTable.Cell(
                            content: FigureText.share(choice.accuracy),
                            label: "mean score", kind: "number", bars: [])
                        return PageTable.Row(head: choice.value, cells: counts + [score])
                    })
            })
    }

    private static func share(_ count: Int, of total: Int, label: String) -> PageTable.Cell {
        let share = total > 0 ? Double(count) / Double(total) : 0
        return PageTable.Cell(
            content: "\(Quantity.count(count)) (\(FigureText.share(share, places: 0)))", label: label,
            kind: "number",
            bars: [Markup.number(share * 100)])
    }
}
