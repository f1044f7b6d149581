import ArgumentParser
import Console
import Files
import Foundation
import Grading
import SelfAdaptation
import Text
import Workbench

/// `selkie grade`: how far the local grader agrees with given verdicts.
struct Grade: Command {
    static let configuration = CommandConfiguration(
        abstract: "Grade answers and compare with given verdicts.",
        discussion: """
            FILE has one JSON object a line: "question", "gold" (a text or a list of texts), "answer", and the \
            given verdict in "gpt4_1_verdict" or "verdict". Use - for standard input. No model is needed.

            JSON: \(JSONShape.text(GradingAgreement.self)); right is the positive class, and a figure \
            that is not defined is null.
            """)

    @Argument(
        help: ArgumentHelp("Graded answers, one JSON object a line.", valueName: "file"), completion: .file())
    var file: String
    @OptionGroup(title: "Output") var output: OutputOptions

    func run(in session: Session) async throws {
        let rows = try rows(of: InputText.read(file))
        let grader = LexicalGrader()
        session.progress.begin("Grading", total: rows.count, unit: "answers")
        var pairs: [(predicted: Bool, given: Bool)] = []
        for row in rows {
            try Task.checkCancellation()
            let verdict = grader.grade(question: row.question, gold: row.gold, answer: row.answer)
            pairs.append((verdict.correct, row.verdict))
            session.progress.advance()
        }
        session.progress.finish()
        let result = GradingAgreement(pairs)
        if session.isJSON { return try JSONText.emit(result) }
        try session.print(table(result))
    }

    private func rows(of text: String) throws -> [GradedRow] {
        let name = file == "-" ? "standard input" : file
        var rows: [GradedRow] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            do {
                rows.append(try GradedRow(line: String(line), number: index + 1))
            } catch var error {
                error.file = name
                throw error
            }
        }
        guard !rows.isEmpty else {
            throw Diagnosis(file: name, problem: "no rows", remedy: "give one JSON object a line")
        }
        return rows
    }

    private func table(_ result: GradingAgreement) -> Table {
        var table = Table([Table.Column(""), Table.Column("", alignment: .right)])
        func figure(_ value: Double?) -> Table.Cell {
            Table.Cell(value.map { Quantity.decimal($0, places: 3) } ?? "n/a")
        }
        table.append(["answers", Table.Cell(Quantity.count(result.n))])
        table.append(["agreement", figure(result.agreement)])
        if let interval = result.agreementInterval {
            let ends = [interval.low, interval.high].map { Quantity.decimal($0, places: 3) }
            table.append(["95 % interval", Table.Cell(ends.joined(separator: " to "))])
        }
        table.append(["precision", figure(result.precision)])
        table.append(["recall", figure(result.recall)])
        table.append(["Cohen's kappa", figure(result.kappa)])
        return table
    }
}
