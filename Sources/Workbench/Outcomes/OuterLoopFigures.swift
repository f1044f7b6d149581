package import Memory
package import RemoteModels
package import SelfAdaptation

/// An outer loop in figures.
package struct OuterLoopFigures: Codable {
    /// What the run is called.
    package let name: String
    /// What kind of run it is.
    package let kind: ExperimentRecord.Kind
    /// Whether nothing is left to do.
    package let finished: Bool
    /// How many items are taught.
    package let items: Int
    /// Self-edits of each item.
    package let candidates: Int
    /// Trainings of each self-edit.
    package let repeats: Int
    /// What candidates were selected by.
    package let reward: Reward
    /// The rounds that have begun.
    package let rounds: [Round]
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
    /// What an item is called.
    package private(set) var noun = ""
    /// What a model writes about it.
    package private(set) var selfEdit = ""
    /// Whether exams are scored as they would be today.
    package private(set) var isScoredAsNow = true
    /// Whether a policy is to come of it.
    package private(set) var canLearn = true

    private enum CodingKeys: CodingKey {
        case name, kind, finished, items, candidates, repeats, reward, rounds, estimate, plan, planPath, cut
        case remote
    }

    /// One round in figures.
    package struct Round: Codable {
        /// Its number, from 0.
        package let round: Int
        /// Items that are done.
        package let scored: Int
        /// Scores without an update.
        package let before: Interval?
        /// Scores of self-edits, the mean of each item.
        package let mean: Interval?
        /// Scores of the best self-edit of each item.
        package let best: Interval?
        /// Rewards, the mean of each item.
        package let rewardMean: Interval?
        /// Rewards of the best of each item.
        package let rewardBest: Interval?
        /// Self-edits that the policy learned from.
        package let selected: Int?
        /// Items whose best ones are alike.
        package let ties: Int?
        /// Items whose self-edits can't be told apart.
        package let indistinct: Int?
        /// Items of which no self-edit taught more than no update.
        package let hopeless: Int?
        /// Self-edits that nothing could be made of.
        package let unusable: Int
        /// Trainings that collapsed and count as all wrong; none where nobody watched.
        package let collapsed: Int?
        /// What was seen of adapters while they were trained, [item][self-edit][repeat][epoch].
        package let watch: [[[[WatchFigures]]]]?
        /// How well rewards tell self-edits apart, where it was measured.
        package let signals: [RewardSignal]
        /// How the policy learned.
        package let training: PolicyReport?
        /// The policy that it ended with.
        package let policy: String?
        /// How questions were answered without an update, and after training on self-edits.
        package let examBefore: AnswerFigures?
        /// How questions were answered after training on self-edits.
        package let exam: AnswerFigures?
        /// What it took.
        package let cost: StageCost
    }

    /// The figures of a run.
    ///
    /// - Throws: `Diagnosis`.
    init(
        _ record: ExperimentRecord, _ experiment: TrainExperiment, _ report: OuterLoopReport,
        store: AdapterStore, remote: RemoteUsage.Cost?
    ) throws {
        kind = .train
        noun = experiment.work.nouns.item
        selfEdit = experiment.work.nouns.selfEdit
        let reward = report.settings.reward
        self.reward = reward
        canLearn = experiment.remote == nil
        self.remote = remote
        let runs = RunStore(store)
        let adapters = try runs.adapters(of: record)
        name = record.name
        estimate = try runs.estimate(of: record)
        let budget = try runs.budget(of: record)
        (plan, planPath) = (budget?.plan, budget?.path)
        cut = report.cut
        finished = try runs.experiment(named: record.name).isFinished
        items = report.items.count
        candidates = report.settings.candidates
        repeats = report.settings.repeats
        rounds = report.rounds.enumerated().map { number, round in
            let scored = round.items.compactMap { $0 }
            let isWhole = scored.count == round.items.count
            let watch = scored.map { $0.candidates.map { $0.watch ?? [] } }
            let isWatched = scored.flatMap(\.candidates).contains { $0.watch != nil }
            let key = OuterLoopKey.policy(after: number, of: isWhole ? nil : scored.count).description
            return Round(
                round: number, scored: scored.count, before: Self.interval(round.befores),
                mean: Self.interval(round.means), best: Self.interval(round.bests),
                rewardMean: Self.interval(round.means(reward)),
                rewardBest: Self.interval(round.bests(reward)),
                selected: round.selection?.choices.count, ties: round.selection?.ties,
                indistinct: round.selection?.indistinct, hopeless: round.selection?.hopeless,
                unusable: scored.flatMap(\.candidates).filter { $0.judgements.isEmpty }.count,
                collapsed: isWatched ? watch.joined().joined().filter(\.hasCollapsed).count : nil,
                watch: isWatched ? watch : nil, signals: round.signals, training: round.policy,
                policy: adapters.first { $0.key == key }?.adapter.name,
                examBefore: round.figuresBefore, exam: round.figures, cost: round.cost)
        }
        isScoredAsNow = experiment.work.isScoredAsNow
    }

    private static func interval(_ scores: [Double]) -> Interval? {
        EvaluationResult(name: "", scores: scores, cost: StageCost()).mean()
    }
}
