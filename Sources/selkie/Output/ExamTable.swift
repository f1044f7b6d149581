import Console
import SelfAdaptation
import Text

/// What stands beside scores: how questions were answered, a line for each way of updating.
struct ExamTable {
    private let corner: String
    private let rows: [(name: String, exam: AnswerFigures)]

    /// A table under a head for its names; what has no figures is left out.
    init(_ rows: [(name: String, exam: AnswerFigures?)], corner: String) {
        self.corner = corner
        self.rows = rows.compactMap { row in row.exam.map { (row.name, $0) } }
    }

    /// Whether there is nothing to say.
    var isEmpty: Bool { rows.isEmpty }

    /// Whether questions were asked that passages do not answer.
    private var asksMore: Bool { rows.contains { $0.exam.declined != nil } }

    /// Whether anything was recalled.
    private var recalls: Bool { rows.contains { $0.exam.direct != nil } }

    private var heads: [String] {
        [corner, "right if read to the end", "recited", "empty", "words an answer"]
            + (recalls ? ["answered by what is recalled, unread"] : [])
            + (asksMore ? ["not in the text: declined, or as the base"] : [])
    }

    private func cells(_ name: String, _ exam: AnswerFigures) -> [String] {
        [name] + [exam.correct, exam.recited, exam.empty].map { Quantity.percent($0, places: 1) }
            + [Quantity.decimal(exam.words)]
            + (recalls ? [exam.direct.map { Quantity.percent($0, places: 1) } ?? ""] : [])
            + (asksMore ? [exam.declined.map { Quantity.percent($0, places: 1) } ?? ""] : [])
    }

    /// Prints the table, unless there is nothing to say.
    ///
    /// - Throws: `Diagnosis` when standard output refuses it.
    func print(in session: Session) throws {
        guard !isEmpty else { return }
        var table = Table(heads.enumerated().map { Table.Column($1, alignment: $0 == 0 ? .left : .right) })
        for row in rows { table.append(cells(row.name, row.exam).map { Table.Cell($0) }) }
        try session.print(table)
    }

    /// The same as lines of a Markdown table.
    var markdown: [[String]] {
        [heads, ["---"] + heads.dropFirst().map { _ in "---:" }] + rows.map { cells($0.name, $0.exam) }
    }
}
