import Memory
import Console
import RemoteModels
import SelfAdaptation

/// A comparison in figures: a table for people, the same as Markdown, everything as JSON.
struct EvaluationTable: Encodable {
    let name: String
    let kind = "eval"
    let items: Int
    let questions: Int
    let isJoint: Bool
    let rows: [Row]
    /// What was expected when the run was begun.
    let estimate: JobEstimate?
    /// The plan that it was begun with, and its file; none where everything is done that was asked for.
    let plan: RecordedPlan?
    let planPath: String?
    /// What the time did not suffice for.
    let cut: WorkCut?
    /// What answers of remote models have cost this time; none when there were none.
    let remote: RemoteUsage.Cost?
    private let nouns: (item: String, question: String, selfEdit: String)
    private let measure: String
    private let isScoredAsNow: Bool

    private enum CodingKeys: CodingKey {
        case name, kind, items, questions, isJoint, rows, estimate, plan, planPath, cut, remote
    }

    /// One way of updating in figures.
    struct Row: Encodable {
        let name: String
        let items: Int
        let mean: Interval?
        /// What it has more than the first row.
        let difference: Interval?
        /// What it has more than each of the rows, by name.
        let differences: [String: Interval]
        /// What it has more than the best way to teach the passage alone: on any of the run's schedules, or with as many
        /// tokens; none without controls.
        let againstAlone: Against?
        let scores: [Double]
        /// How questions were answered; none for puzzles, and for runs from before that was told.
        let exam: AnswerFigures?
        /// Trainings that collapsed and count as all wrong; none where nobody watched.
        let collapsed: Int?
        /// What was seen of adapters while they were trained, [item][training][epoch].
        let watch: [[[WatchFigures]]]?
        let cost: StageCost
        /// Trainings that were watched.
        fileprivate let watched: Int

        private enum CodingKeys: CodingKey {
            case name, items, mean, difference, differences, againstAlone, scores, exam, collapsed, watch,
                cost
        }
    }

    /// A row that another is compared with.
    struct Against: Encodable {
        let name: String
        let difference: Interval?
    }

    /// The figures of a run.
    ///
    /// - Throws: `Diagnosis`.
    init(
        _ record: ExperimentRecord, _ experiment: EvaluationExperiment, _ results: [EvaluationResult],
        store: AdapterStore, in session: Session
    ) throws {
        remote = session.remote.cost
        name = record.name
        estimate = try RunStore(store).estimate(of: record)
        let budget = try RunStore(store).budget(of: record)
        (plan, planPath) = (budget?.plan, budget?.path)
        cut = try RunStore(store).cut(of: record)
        nouns = experiment.work.nouns
        measure = "\(experiment.work.descriptor.measure) [95 %]"
        isScoredAsNow = experiment.work.isScoredAsNow
        items = experiment.work.items.count
        questions = experiment.work.items.map(\.questions.count).reduce(0, +)
        isJoint = experiment.evaluation.isJoint
        rows = results.enumerated().map { index, result in
            Row(
                name: result.name, items: result.scores.count, mean: result.mean(),
                difference: index == 0 ? nil : result.difference(to: results[0]),
                differences: Dictionary(
                    results.filter { $0.name != result.name }.compactMap { other in
                        result.difference(to: other).map { (other.name, $0) }
                    }, uniquingKeysWith: { first, _ in first }),
                againstAlone: Self.against(index, experiment.rows, results), scores: result.scores,
                exam: result.figures, collapsed: result.collapsed?.count, watch: result.watch,
                cost: result.cost, watched: result.collapsed?.of ?? 0)
        }
    }

    private static func against(
        _ place: Int, _ rows: [EvaluationExperiment.Row], _ results: [EvaluationResult]
    ) -> Against? {
        let asManyTokens = rows.indices.filter { index in
            if case .control(.tokens, place, _) = rows[index] { true } else { false }
        }
        guard !asManyTokens.isEmpty else { return nil }
        let alone = (rows.indices.filter { rows[$0].isAlone } + asManyTokens).map { results[$0] }
        let best = alone.max { ($0.mean()?.value ?? 0) < ($1.mean()?.value ?? 0) }
        return best.map { Against(name: $0.name, difference: results[place].difference(to: $0)) }
    }

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
        if !isScoredAsNow { Workload.noteOldScoring(of: name, in: session) }
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
