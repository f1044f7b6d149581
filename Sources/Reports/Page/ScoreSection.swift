import SelfAdaptation
import Text

/// How well passages are learned, round by round.
extension Section {
    static func score(
        _ rounds: [RoundFigures], _ report: OuterLoopReport, _ words: DomainDescriptor
    ) -> Section {
        let heads = [
            words.items, "no update", "mean of self-edits [95\u{A0}%]",
            "best of each \(words.item) [95\u{A0}%]",
            "mean against no update", "mean against round 0",
        ]
        let table = PageTable(
            "\(words.outcomeTitle), %; differences in percentage points", corner: "round", heads: heads,
            rows: rounds.map { round in
                (
                    "\(round.number)",
                    [
                        round.isOpen
                            ? "\(Quantity.count(round.scored)) of \(Quantity.count(round.passages))"
                            : Quantity.count(round.scored),
                        FigureText.share(round.before?.value),
                        round.mean?.shareText ?? "n/a", round.best?.shareText ?? "n/a",
                        round.gain?.differenceText ?? "n/a",
                        round.number == 0 ? "–" : round.change?.differenceText ?? "n/a",
                    ]
                )
            })
        return Section(
            id: "score", heading: "Score by round",
            notes: [
                "Each self-edit trains an adapter, \(words.exam). "
                    + "Round 0's self-edits are the model's own; those of each later round are written by the policy "
                    + "that learned from the round before. Intervals hold 95 % of the means that come of drawing "
                    + "\(words.items) again. Differences are taken \(words.item) by \(words.item), over those that both "
                    + "have scored."
            ],
            figures: [Figure(chart(rounds, report, words), id: "score-chart")],
            tables: [table, exams(report, words)].compactMap { $0 })
    }

    /// How questions were answered; `nil` where that is not known.
    private static func exams(_ report: OuterLoopReport, _ words: DomainDescriptor) -> PageTable? {
        let before = report.rounds.first.map { ("no update", $0.figuresBefore) }
        let rounds = report.rounds.enumerated().map { ("\($0)", $1.figures) }
        let rows = ([before].compactMap { $0 } + rounds).compactMap { name, exam in
            exam.map { exam in
                (
                    name,
                    [exam.answered, exam.correct, exam.recited, exam.empty].map { FigureText.share($0) }
                        + [
                            FigureText.decimal(exam.words),
                            exam.direct.map { FigureText.share($0) } ?? "n/a",
                            exam.declined.map { FigureText.share($0) } ?? "n/a",
                        ]
                )
            }
        }
        return rows.isEmpty
            ? nil
            : PageTable(
                "How questions were answered, mean over \(words.items)", corner: "round",
                heads: [
                    "answered", "right if read to the end", "recited", "empty", "words an answer",
                    "answered by what is recalled, unread",
                    "not in the text: declined, or as the base",
                ],
                rows: rows)
    }

    /// The main chart.
    static func chart(
        _ rounds: [RoundFigures], _ report: OuterLoopReport, _ words: DomainDescriptor
    ) -> LineChart {
        let count = report.settings.candidates
        let points = rounds.compactMap { round in
            round.mean.map { mean in
                "\(round.name): mean \(mean.shareText), best \(FigureText.share(round.best?.value)), "
                    + "no update \(FigureText.share(round.before?.value))"
            }
        }
        return LineChart(
            title: "\(words.outcomeTitle) by round",
            summary: points.isEmpty ? "Nothing is scored yet." : points.joined(separator: "; ") + ".",
            unit: "\(words.outcome), %",
            steps: rounds.map {
                LineChart.Step(
                    name: $0.name,
                    remark: $0.isOpen ? "\(Quantity.count($0.scored)) of \(Quantity.count($0.passages))" : "",
                    isOpen: $0.isOpen)
            },
            series: [
                LineChart.Series(
                    name: "best of \(count) self-edits", kind: "s2", marker: .diamond,
                    points: rounds.map(\.best)),
                LineChart.Series(
                    name: "mean of self-edits, 95 % interval", kind: "s1", marker: .circle,
                    showsInterval: true,
                    points: rounds.map(\.mean)),
                LineChart.Series(
                    name: "no update", kind: "s3", marker: .bar, isDashed: true, points: rounds.map(\.before)),
            ])
    }
}
