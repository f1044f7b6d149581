package import SelfAdaptation

/// The report of an outer loop as one page that needs nothing else.
package struct ReportPage: Sendable {
    private let run: RunDescription
    private let report: OuterLoopReport
    private let rounds: [RoundFigures]

    /// A report of a run, complete or not.
    package init(_ run: RunDescription, _ report: OuterLoopReport) {
        self.run = run
        self.report = report
        rounds = report.rounds.indices.map { RoundFigures($0, of: report) }
    }

    /// The page as HTML that is well-formed XML, too.
    ///
    /// - Throws: Mustache's error if the template itself is wrong.
    package func html() throws -> String {
        try ReportTemplate.render(
            Page(
                title: "\(run.name): report of a Selkie run", kicker: "Selkie: self-edits by round",
                name: run.name,
                sentences: Opening.sentences(rounds, report, run.domain, isFinished: run.isFinished),
                facts: Opening.facts(run, report), style: ReportStyle.sheet, sections: sections))
    }

    /// The main chart, score by round, as an SVG file.
    package func scoreChart() -> String { Section.chart(rounds, report, run.domain).standalone(width: 800) }

    private var sections: [Section] {
        let results: [Section?] =
            rounds.isEmpty
            ? [.passages(report, run.domain)]
            : [
                .score(rounds, report, run.domain), .rewards(report, run.domain),
                .learning(report, run.domain),
                .directives(report), .signals(report), .cost(report), .passages(report, run.domain),
            ]
        return results.compactMap { $0 } + [.settings(run, report.settings)]
    }
}
