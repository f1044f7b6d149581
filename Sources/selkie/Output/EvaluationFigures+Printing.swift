import Console
import Files
import SelfAdaptation
import Text
import Workbench

// A table for people, the same as Markdown, everything as JSON.
extension EvaluationFigures {
    /// A share with its interval: `41.5 % [38.0, 45.1]`.
    static func text(_ interval: Interval) -> String {
        "\(Quantity.percent(interval.value, places: 1)) \(bounds(interval))"
    }

    private static func signed(_ interval: Interval) -> String {
        "\(interval.value < 0 ? "" : "+")\(Quantity.decimal(interval.value * 100)) \(bounds(interval))"
    }

    private static func bounds(_ interval: Interval) -> String {
        "[\(Quantity.decimal(interval.low * 100)), \(Quantity.decimal(interval.high * 100))]"
    }

    private var heads: [String] {
        ["update", "n", measure, "against the first row"] + (hasCollapses ? ["collapsed"] : [])
            + ["tokens trained", "steps", "time"]
    }

    private var hasCollapses: Bool { rows.contains { $0.collapsed ?? 0 > 0 } }

    private func cells(_ row: Row) -> [String] {
        let seconds = row.cost.writingSeconds + row.cost.trainingSeconds + row.cost.examSeconds
        return [
            row.name, Quantity.count(row.items), row.mean.map(Self.text) ?? "",
            row.difference.map(Self.signed) ?? "",
        ] + (hasCollapses ? [row.watched > 0 ? "\(row.collapsed ?? 0) of \(row.watched)" : ""] : []) + [
            Quantity.count(row.cost.trainedRows), row.cost.steps.map { Quantity.count($0) } ?? "",
            Quantity.duration(seconds),
        ]
    }

    /// Prints the comparison.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it.
    func print(in session: Session, asMarkdown: Bool = false) throws {
        if session.isJSON { return try JSONText.emit(self, snakeCase: true) }
        if asMarkdown { return try session.print(markdown) }
        let style = Style(for: session.output)
        try session.print(
            "\(style(name, .bold)): \(Quantity.count(items, nouns.item))"
                + "\(isJoint ? " in one adapter" : ", each by itself"), "
                + Quantity.count(questions, nouns.question)
        )
        var table = Table(
            heads.enumerated().map { Table.Column($1, alignment: $0 == 0 ? .left : .right) })
        for row in rows { table.append(cells(row).map { Table.Cell($0) }) }
        try session.print(table)
        for row in rows {
            guard let other = row.againstAlone, let difference = other.difference else { continue }
            try session.print("\(row.name) against \(other.name): \(Self.signed(difference))")
        }
        try ExamTable(rows.map { ($0.name, $0.exam) }, corner: "update").print(in: session)
        if let cut {
            try session.print(cut.text(nouns.item, remedy: "'selkie runs resume \(name)' does the rest."))
        }
        if !isScoredAsNow { session.note(.oldScoring(run: name)) }
        Self.warn(of: items, nouns.item, in: session)
    }

    /// Fewer items than this say little of how far others may be from them.
    private static let fewest = 10

    /// Says that intervals come from few items, when they do.
    static func warn(of items: Int, _ noun: String, in session: Session) {
        guard items < fewest else { return }
        session.note("Intervals from only \(Quantity.count(items, noun)) are narrower than they should be")
    }

    /// The comparison as a Markdown table.
    private var markdown: String {
        let lines = [heads, ["---"] + heads.dropFirst().map { _ in "---:" }] + rows.map(cells)
        let exams = ExamTable(rows.map { ($0.name, $0.exam) }, corner: "update")
        let blocks = exams.isEmpty ? [lines] : [lines, exams.markdown]
        return blocks.map { block in
            block.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
