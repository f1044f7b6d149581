package import Memory
package import RemoteModels
package import SelfAdaptation

/// A comparison in figures.
package struct EvaluationFigures: Codable {
    /// What it is called.
    package let name: String
    /// What kind of run it is.
    package let kind: ExperimentRecord.Kind
    /// How many items it rests on.
    package let items: Int
    /// How many questions were asked.
    package let questions: Int
    /// Whether all items were taught to one adapter.
    package let isJoint: Bool
    /// The ways of updating, in order.
    package let rows: [Row]
    /// What was expected when the run was begun.
    package let estimate: JobEstimate?
    /// The plan that it was begun with, and its file; none where everything is done that was asked for.
    package let plan: RecordedPlan?
    /// Where the plan is.
    package let planPath: String?
    /// What the time did not suffice for.
    package let cut: WorkCut?
    /// What answers of remote models have cost this time; none when there were none.
    package let remote: RemoteUsage.Cost?
    /// What an item is called, what is asked about it, and what a model writes.
    package private(set) var nouns = (item: "", question: "", selfEdit: "")
    /// What the scores are called.
    package private(set) var measure = ""
    /// Whether exams are scored as they would be today.
    package private(set) var isScoredAsNow = true

    private enum CodingKeys: CodingKey {
        case name, kind, items, questions, isJoint, rows, estimate, plan, planPath, cut, remote
    }

    /// One way of updating in figures.
    package struct Row: Codable {
        /// What it is called.
        package let name: String
        /// How many items it rests on.
        package let items: Int
        /// The mean score; none before an item is done.
        package let mean: Interval?
        /// What it has more than the first row.
        package let difference: Interval?
        /// What it has more than each of the rows, by name.
        package let differences: [String: Interval]
        /// What it has more than the best way to teach the passage alone: on any of the run's schedules, or with as many
        /// tokens; none without controls.
        package let againstAlone: Against?
        /// The score of each item.
        package let scores: [Double]
        /// How questions were answered; none for puzzles, and for runs from before that was told.
        package let exam: AnswerFigures?
        /// Trainings that collapsed and count as all wrong; none where nobody watched.
        package let collapsed: Int?
        /// What was seen of adapters while they were trained, [item][training][epoch].
        package let watch: [[[WatchFigures]]]?
        /// What it took.
        package let cost: StageCost
        /// Trainings that were watched.
        package private(set) var watched = 0

        private enum CodingKeys: CodingKey {
            case name, items, mean, difference, differences, againstAlone, scores, exam, collapsed, watch,
                cost
        }
    }

    /// A row that another is compared with.
    package struct Against: Codable {
        /// What it is called.
        package let name: String
        /// What the other has more.
        package let difference: Interval?
    }

    /// The figures of a run.
    ///
    /// - Throws: `Diagnosis`.
    init(
        _ record: ExperimentRecord, _ experiment: EvaluationExperiment, _ results: [EvaluationResult],
        store: AdapterStore, remote: RemoteUsage.Cost?
    ) throws {
        self.remote = remote
        kind = .eval
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
        _ place: Int, _ rows: [EvaluationExperiment.Arm], _ results: [EvaluationResult]
    ) -> Against? {
        let asManyTokens = rows.indices.filter { index in
            if case .control(.tokens, place, _) = rows[index] { true } else { false }
        }
        guard !asManyTokens.isEmpty else { return nil }
        let alone = (rows.indices.filter { rows[$0].isAlone } + asManyTokens).map { results[$0] }
        let best = alone.max { ($0.mean()?.value ?? 0) < ($1.mean()?.value ?? 0) }
        return best.map { Against(name: $0.name, difference: results[place].difference(to: $0)) }
    }
}
